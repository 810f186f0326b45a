import type { Hash } from './hash.ts';

/** A signature algorithm by number (protocol.md, section 2). */
export type Suite = 1 | 2 | 3 | 4;

/** Sizes in bytes. */
export interface SuiteSizes {
  readonly name: string;
  readonly seed: number;
  readonly publicKey: number;
  readonly signature: number;
}

/** FIPS 204 table 2 and FIPS 205 table 2. A seed is what a key pair is derived from. */
export const SUITES: Readonly<Record<Suite, SuiteSizes>> = {
  1: { name: 'ML-DSA-44', seed: 32, publicKey: 1312, signature: 2420 },
  2: { name: 'ML-DSA-65', seed: 32, publicKey: 1952, signature: 3309 },
  3: { name: 'SLH-DSA-SHA2-128f', seed: 48, publicKey: 32, signature: 17_088 },
  4: { name: 'SLH-DSA-SHA2-128s', seed: 48, publicKey: 32, signature: 7856 },
};

export function isSuite(value: unknown): value is Suite {
  return value === 1 || value === 2 || value === 3 || value === 4;
}

/** A public key with the suite it belongs to. */
export interface Key {
  readonly suite: Suite;
  readonly publicKey: Uint8Array;
}

/** What is signed: each kind has its own context, so that no signature passes for one of another kind. */
export type SignedKind =
  | 'transition'
  | 'constitution'
  | 'epoch'
  | 'session'
  | 'attestation'
  | 'request'
  | 'act'
  | 'receipt'
  | 'void'
  | 'approval'
  | 'answer'
  | 'voting-key'
  | 'decision'
  | 'figure';

/**
 * The context (FIPS 204 and 205 `ctx`) of a signature: `utf8("tallystick/v1/" + kind) ‖ 0x00 ‖ sovereign id`, 32 zero bytes
 * where no sovereign exists yet.
 */
export function signingContext(kind: SignedKind, sovereign: Hash | null): Uint8Array {
  if (sovereign !== null && sovereign.length !== 32) {
    throw new RangeError(`sovereign id of ${sovereign.length} bytes, not 32`);
  }
  const name = new TextEncoder().encode(`tallystick/v1/${kind}`);
  const context = new Uint8Array(name.length + 1 + 32);
  context.set(name);
  if (sovereign !== null) context.set(sovereign, name.length + 1);
  return context;
}
