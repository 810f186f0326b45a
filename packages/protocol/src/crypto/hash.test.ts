import { blake3 } from '@noble/hashes/blake3.js';
import * as fc from 'fast-check';
import { createBLAKE3 } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { concat, u64 } from '../encoding/index.ts';
import { PURPOSES, hash, hashParts, isHash, isHashOfParts, purposeKey } from './hash.ts';

const utf8 = new TextEncoder();

/** The input of the published vectors: bytes 0 to 250, again and again. */
function input(length: number): Uint8Array {
  return new Uint8Array(length).map((_, i) => i % 251);
}

/**
 * First 32 bytes of `hash` and `keyed_hash` in BLAKE3-team/BLAKE3 `test_vectors/test_vectors.json`.
 */
const PUBLISHED: [length: number, plain: string, keyed: string][] = [
  [
    0,
    'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262',
    '92b2b75604ed3c761f9d6f62392c8a9227ad0ea3f09573e783f1498a4ed60d26',
  ],
  [
    1,
    '2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213',
    '6d7878dfff2f485635d39013278ae14f1454b8c0a3a2d34bc1ab38228a80c95b',
  ],
  [
    1023,
    '10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11',
    'c951ecdf03288d0fcc96ee3413563d8a6d3589547f2c2fb36d9786470f1b9d6e',
  ],
  [
    1024,
    '42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7',
    '75c46f6f3d9eb4f55ecaaee480db732e6c2105546f1e675003687c31719c7ba4',
  ],
  [
    1025,
    'd00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444',
    '357dc55de0c7e382c900fd6e320acc04146be01db6a8ce7210b7189bd664ea69',
  ],
];
const PUBLISHED_KEY = utf8.encode('whats the Elvish word for friend');

describe('BLAKE3', () => {
  it.each(PUBLISHED)('of %i bytes is as published, in both implementations', async (...vector) => {
    const [length, plain, keyed] = vector;
    const hasher = await createBLAKE3();
    const keyedHasher = await createBLAKE3(256, PUBLISHED_KEY);
    expect(hasher.init().update(input(length)).digest()).toBe(plain);
    expect(keyedHasher.init().update(input(length)).digest()).toBe(keyed);
    expect(blake3(input(length)).toHex()).toBe(plain);
    expect(blake3(input(length), { key: PUBLISHED_KEY }).toHex()).toBe(keyed);
  });
});

describe('hash', () => {
  it('has its own key for every purpose', () => {
    const keys = PURPOSES.map((purpose) => purposeKey(purpose).toHex());
    expect(new Set(keys).size).toBe(PURPOSES.length);
    for (const purpose of PURPOSES) {
      expect(purposeKey(purpose)).toEqual(blake3(utf8.encode(`tallystick/v1/${purpose}`)));
    }
  });

  it('agrees with @noble over every purpose and many lengths', () => {
    const lengths = fc.oneof(
      fc.nat(300),
      fc.nat(5000),
      fc.constantFrom(0, 1, 63, 64, 65, 128, 1023, 1024, 1025),
    );
    fc.assert(
      fc.property(fc.constantFrom(...PURPOSES), lengths, fc.nat(255), (purpose, length, salt) => {
        const data = new Uint8Array(length).map((_, i) => (i * 7 + salt) % 256);
        expect(hash(purpose, data)).toEqual(blake3(data, { key: purposeKey(purpose) }));
      }),
      { numRuns: 500 },
    );
  });

  it('of parts is that of the parts one after the other', () => {
    const parts = [input(40), 7, input(3), 2n ** 63n - 1n, Number.MAX_SAFE_INTEGER] as const;
    const whole = concat(...parts.map((part) => (part instanceof Uint8Array ? part : u64(part))));
    expect(hashParts('hold', ...parts)).toEqual(hash('hold', whole));
    expect(isHashOfParts(hash('hold', whole), 'hold', ...parts)).toBe(true);
    expect(isHashOfParts(hash('leaf', whole), 'hold', ...parts)).toBe(false);
    expect(() => hashParts('hold', input(1000), input(25))).toThrow(RangeError);
    expect(() => hashParts('hold', -1)).toThrow(RangeError);
  });

  it.each([5, 64, 1024, 2000])('of %i bytes is told from any other', (length) => {
    const expected = hash('state', input(length));
    expect(isHash(expected, 'state', input(length))).toBe(true);
    expect(isHash(expected, 'leaf', input(length))).toBe(false);
    expect(isHash(expected, 'state', input(length + 1))).toBe(false);
    expect(isHash(expected.slice(1), 'state', input(length))).toBe(false);
  });

  it('gives a plain array that later hashes leave alone', () => {
    const first = hash('state', input(3));
    const copy = first.slice();
    hash('state', input(4));
    expect(first).toEqual(copy);
    expect(first.constructor).toBe(Uint8Array);
    expect(first.buffer.byteLength).toBe(32);
  });

  it('hands out copies of its keys', () => {
    purposeKey('state').fill(0);
    expect(hash('state', input(9))).toEqual(blake3(input(9), { key: purposeKey('state') }));
  });
});
