import { createBLAKE3, type IHasher } from 'hash-wasm';
import { equalBytes, writeU64 } from '../encoding/fixed-layout.ts';
import { instantiateKernel } from './kernel-module.ts';

/** 32 bytes. */
export type Hash = Uint8Array;

/** What a hash is for; each purpose has its own key (protocol.md, section 1). */
export type Purpose = (typeof PURPOSES)[number];

export const PURPOSES = [
  'state',
  'entropy',
  'operation',
  'pre-commitment',
  'constitution',
  'currency',
  'identity',
  'device',
  'treasury',
  'hold',
  'leaf',
  'node',
  'record',
  'entry',
  'effects',
  'facts',
  'decision',
  'note',
  'preimage',
  'act',
  'tick',
  'state-leaf',
  'state-node',
  'statement',
  'key',
  'address',
  'vault',
  'frame',
  'module',
  'rulebook',
] as const;

const LONG = await createHashers();
const NUMBERS = Object.fromEntries(PURPOSES.map((purpose, number) => [purpose, number])) as Record<
  Purpose,
  number
>;

/** One chunk of BLAKE3: what the kernel takes. */
const SHORT_BYTES = 1024;
const kernel = openKernel();
/** The kernel's own memory: hashing is synchronous and keeps nothing. */
const { input, output } = kernel;

/** H_purpose(data): BLAKE3 keyed with `purposeKey(purpose)`. */
export function hash(purpose: Purpose, data: Uint8Array): Hash {
  if (data.length > SHORT_BYTES) return hashLong(purpose, data);
  input.set(data);
  kernel.hashShort(NUMBERS[purpose], data.length);
  return output.slice();
}

/** Writes H_purpose(data) into `out` at `at`: for many that are kept side by side. */
export function hashInto(purpose: Purpose, data: Uint8Array, out: Uint8Array, at: number): void {
  if (data.length > SHORT_BYTES) {
    out.set(hashLong(purpose, data), at);
    return;
  }
  input.set(data);
  kernel.hashShort(NUMBERS[purpose], data.length);
  out.set(output, at);
}

/** Whether `expected` is H_purpose(data). */
export function isHash(expected: Hash, purpose: Purpose, data: Uint8Array): boolean {
  if (data.length > SHORT_BYTES) return equalBytes(hashLong(purpose, data), expected);
  input.set(data);
  kernel.hashShort(NUMBERS[purpose], data.length);
  return equalBytes(output, expected);
}

/** A part of a fixed layout: bytes, or an integer as its u64. */
export type Part = Uint8Array | number | bigint;

/**
 * H_purpose(the parts one after the other). Only for fixed layouts, as `concat`; at most 1,024
 * bytes in all.
 */
export function hashParts(purpose: Purpose, ...parts: readonly Part[]): Hash {
  hashIntoOutput(purpose, parts);
  return output.slice();
}

/** Whether `expected` is H_purpose(the parts one after the other); see `hashParts`. */
export function isHashOfParts(
  expected: Hash,
  purpose: Purpose,
  ...parts: readonly Part[]
): boolean {
  hashIntoOutput(purpose, parts);
  return equalBytes(output, expected);
}

function hashIntoOutput(purpose: Purpose, parts: readonly Part[]): void {
  let length = 0;
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i] as Part;
    if (part instanceof Uint8Array) {
      input.set(part, length); // throws when it is too long
      length += part.length;
    } else {
      writeU64(input, length, part);
      length += 8;
    }
  }
  kernel.hashShort(NUMBERS[purpose], length);
}

/** The key of a purpose: BLAKE3("tallystick/v1/" + purpose). */
export function purposeKey(purpose: Purpose): Uint8Array {
  return LONG[purpose].key.slice();
}

function hashLong(purpose: Purpose, data: Uint8Array): Hash {
  const { hasher } = LONG[purpose];
  hasher.init();
  hasher.update(data);
  return hasher.digest('binary');
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly shortInputAt: () => number;
  readonly shortOutputAt: () => number;
  readonly purposeKeysAt: () => number;
  readonly hashShort: (purpose: number, length: number) => void;
}

interface ShortHasher {
  readonly input: Uint8Array;
  readonly output: Uint8Array;
  readonly hashShort: (purpose: number, length: number) => void;
}

/** The kernel for inputs of at most a chunk, with all keys in its memory. */
function openKernel(): ShortHasher {
  const { memory, hashShort, ...at } = instantiateKernel() as Exports;
  PURPOSES.forEach((purpose, number) => {
    new Uint8Array(memory.buffer, at.purposeKeysAt() + number * 32).set(LONG[purpose].key);
  });
  return {
    input: new Uint8Array(memory.buffer, at.shortInputAt(), SHORT_BYTES),
    output: new Uint8Array(memory.buffer, at.shortOutputAt(), 32),
    hashShort,
  };
}

interface KeyedHasher {
  key: Uint8Array;
  hasher: IHasher;
}

/**
 * For inputs of any length. Created once, when the module loads, because creating one is
 * asynchronous and hashing is not.
 */
async function createHashers(): Promise<Record<Purpose, KeyedHasher>> {
  const plain = await createBLAKE3();
  const utf8 = new TextEncoder();
  const hashers = PURPOSES.map(async (purpose) => {
    const key = plain
      .init()
      .update(utf8.encode(`tallystick/v1/${purpose}`))
      .digest('binary');
    return [purpose, { key, hasher: await createBLAKE3(256, key) }] as const;
  });
  return Object.fromEntries(await Promise.all(hashers)) as Record<Purpose, KeyedHasher>;
}
