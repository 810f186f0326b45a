import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { acceptBesideNoble, acceptP256, acceptProvider } from '../provider.acceptance.ts';
import { type Key, SUITES } from '../suite.ts';
import { newKeyPair, nodeCrypto } from './index.ts';
import { PublicKeyCache } from './public-key-cache.ts';

acceptProvider(nodeCrypto, [1, 2, 3, 4]);
acceptBesideNoble(nodeCrypto, [1, 2, 3]);
describe('ECDSA over P-256', () => {
  acceptP256(nodeCrypto);
});

it.each([1, 4] as const)(
  'makes new key pairs of suite %s that sign like derived ones',
  async (suite) => {
    const [one, two] = await Promise.all([newKeyPair(suite), newKeyPair(suite)]);
    expect(one.publicKey).not.toEqual(two.publicKey);
    const derived = nodeCrypto.keyPair(suite, one.secretKey.slice(0, SUITES[suite].seed));
    expect(derived).toEqual(one);
    const message = new Uint8Array(32).fill(7);
    const context = new Uint8Array(3);
    const signature = nodeCrypto.sign({ ...one }, message, context);
    expect(nodeCrypto.verify(one, message, signature, context)).toBe(true);
    expect(nodeCrypto.verify(two, message, signature, context)).toBe(false);
  },
);

describe('the cache of imported public keys', () => {
  function keyOf(first: number, last: number): Key {
    const publicKey = new Uint8Array(1312);
    publicKey[0] = first;
    publicKey[1311] = last;
    return { suite: 1, publicKey };
  }
  const imported = createPublicKey({
    key: nodeCrypto.keyPair(1, new Uint8Array(32)).publicKey,
    format: 'raw-public',
    asymmetricKeyType: 'ml-dsa-44',
  });

  it('imports once what is asked for again, and stays bounded', () => {
    const log: string[] = [];
    const cache = new PublicKeyCache(({ publicKey }) => {
      log.push(`${publicKey[0]}/${publicKey[1311]}`);
      return imported;
    }, 4);
    for (let round = 0; round < 3; round += 1) {
      for (let key = 0; key < 4; key += 1) cache.get(keyOf(key, 0));
    }
    expect(log).toEqual(['0/0', '1/0', '2/0', '3/0']);
    for (let key = 0; key < 250; key += 1) {
      cache.get(keyOf(key, 0));
      cache.get(keyOf(1, 0));
      expect(cache.size).toBeLessThanOrEqual(8);
    }
    expect(log.filter((line) => line === '1/0')).toHaveLength(1);
  });

  it('does not take one key for another that begins alike', () => {
    const seen: Key[] = [];
    const cache = new PublicKeyCache((key) => {
      seen.push(key);
      return imported;
    });
    cache.get(keyOf(1, 0));
    cache.get(keyOf(1, 1));
    cache.get({ suite: 2, publicKey: keyOf(1, 1).publicKey });
    expect(seen).toHaveLength(3);
  });

  it('keeps a copy of its own of what it was asked for', () => {
    const key = keyOf(1, 0);
    const { publicKey } = key;
    let count = 0;
    const cache = new PublicKeyCache(() => {
      count += 1;
      return imported;
    });
    cache.get(key);
    publicKey[1311] = 9;
    cache.get(key);
    expect(count).toBe(2);
  });
});
