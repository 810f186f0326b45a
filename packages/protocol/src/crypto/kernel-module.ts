import { KERNEL } from './kernel.generated.ts';

/**
 * The part of the runtime's WebAssembly that is used: not every package compiles with types that
 * declare it.
 */
interface Runtime {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

declare const WebAssembly: Runtime;
let compiled: object | undefined;

/** The exports of packages/protocol/kernel/index.ts over a memory of their own (320 kB). */
export function instantiateKernel(): unknown {
  compiled ??= new WebAssembly.Module(Uint8Array.fromBase64(KERNEL));
  return new WebAssembly.Instance(compiled).exports;
}
