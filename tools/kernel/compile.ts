import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { main } from 'assemblyscript/asc';
import { compressionSource } from './compression.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCE = join(ROOT, 'packages', 'protocol', 'kernel');
/** This one is not a file: it is written out by compression.ts. */
const COMPRESSION = join(SOURCE, 'compression.ts');
const PAGES = '5';

/** The kernel's WebAssembly, always the same bytes for the same source and compiler. */
export async function compileKernel(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const options = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--use', 'abort='];
  options.push('--initialMemory', PAGES, '--maximumMemory', PAGES, '--outFile', 'kernel.wasm');
  const { error } = await main([relative(ROOT, join(SOURCE, 'index.ts')), ...options], {
    readFile: (name) => read(join(ROOT, name)),
    writeFile: (_name, contents) => {
      binary = Buffer.from(contents);
    },
    listFiles: () => [],
    stderr: process.stderr,
  });
  if (error !== null || binary === undefined) {
    throw new Error(`the kernel does not compile: ${error?.message ?? ''}`);
  }
  return binary;
}

/** The TypeScript module that carries the kernel, in base64. */
export function kernelModule(binary: Uint8Array): string {
  const lines = (
    Buffer.from(binary)
      .toString('base64')
      .match(/.{1,92}/g) ?? []
  ).map((line) => `  '${line}',`);
  return [
    '/** The kernel, built from packages/protocol/kernel by `npm run build:kernel`. A test builds it again and compares. */',
    'export const KERNEL: string = [',
    ...lines,
    "].join('');",
    '',
  ].join('\n');
}

function read(path: string): string | null {
  if (path === COMPRESSION) return compressionSource();
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
