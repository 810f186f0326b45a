import { createBLAKE3, type IHasher } from 'hash-wasm';

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
] as const;

const HASHERS = await createHashers();

/** H_purpose(data): BLAKE3 keyed with `purposeKey(purpose)`. */
export function hash(purpose: Purpose, data: Uint8Array): Hash {
  const { hasher } = HASHERS[purpose];
  hasher.init();
  hasher.update(data);
  return hasher.digest('binary');
}

/** One buffer for short inputs in parts: hashing is synchronous and keeps nothing. */
const scratch = new Uint8Array(256);
/** Views of its beginning, by length. */
const beginnings = Array.from({ length: scratch.length + 1 }, (_, length) =>
  scratch.subarray(0, length),
);

/** H_purpose(the parts one after the other). Only for fixed layouts, as `concat`. */
export function hashParts(purpose: Purpose, ...parts: readonly Uint8Array[]): Hash {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = length <= scratch.length ? scratch : new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return hash(purpose, beginnings[length] ?? whole);
}

/** The key of a purpose: BLAKE3("tallystick/v1/" + purpose). */
export function purposeKey(purpose: Purpose): Uint8Array {
  return HASHERS[purpose].key.slice();
}

interface KeyedHasher {
  key: Uint8Array;
  hasher: IHasher;
}

/** Created once, when the module loads, because creating one is asynchronous and hashing is not. */
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
