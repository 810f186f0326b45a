import { beforeAll, describe, expect, it } from 'vitest';
import { nobleCrypto } from './noble/index.ts';
import type { CryptoProvider, KeyPair, VotingCrypto } from './provider.ts';
import { SUITES, type Suite, signingContext } from './suite.ts';

const message = new TextEncoder().encode('a tally is split in two');
const sovereign = new Uint8Array(32).fill(7);
const context = signingContext('transition', sovereign);
const COST = { memoryKib: 64, passes: 2, lanes: 2 } as const;

/** A seed that differs with `salt`, of the length that the suite takes. */
function seedOf(suite: Suite, salt: number): Uint8Array {
  return new Uint8Array(SUITES[suite].seed).map((_, i) => (31 * i + salt) % 256);
}

/** What every provider must do. `suites` names those that it signs with fast enough for a unit test. */
export function acceptProvider(provider: CryptoProvider, suites: readonly Suite[]): void {
  describe.each(suites)(`${provider.name}: suite %i`, (suite) => {
    acceptSignatures(provider, suite);
  });
  describe(`${provider.name}: sealed boxes`, () => {
    acceptBoxes(provider);
  });
  describe(`${provider.name}: hashes, passphrases, AEAD`, () => {
    acceptRest(provider);
  });
}

function acceptSignatures(provider: CryptoProvider, suite: Suite): void {
  let pair: KeyPair;
  let signature: Uint8Array;
  beforeAll(() => {
    pair = provider.keyPair(suite, seedOf(suite, 1));
    signature = provider.sign(pair, message, context);
  });

  it('has the sizes of its suite, and plain bytes', () => {
    expect(pair.publicKey).toHaveLength(SUITES[suite].publicKey);
    expect(signature).toHaveLength(SUITES[suite].signature);
    for (const bytes of [pair.publicKey, pair.secretKey, signature]) {
      expect(bytes.constructor).toBe(Uint8Array);
    }
  });

  it('verifies what it signed, and again', () => {
    expect(provider.verify(pair, message, signature, context)).toBe(true);
    expect(provider.verify({ ...pair }, message.slice(), signature, context)).toBe(true);
  });

  it('derives the key pair from the seed alone', () => {
    const again = provider.keyPair(suite, seedOf(suite, 1));
    expect(again).toEqual(pair);
    expect(provider.keyPair(suite, seedOf(suite, 2)).publicKey).not.toEqual(pair.publicKey);
  });

  it('signs with a key pair that was stored and read back', () => {
    const stored = { suite, publicKey: pair.publicKey, secretKey: pair.secretKey.slice() };
    const signed = provider.sign(stored, message, context);
    expect(provider.verify(pair, message, signed, context)).toBe(true);
    expect(signed, 'signing is hedged').not.toEqual(signature);
  });

  it('refuses another message, key, kind or sovereign', () => {
    const other = provider.keyPair(suite, seedOf(suite, 2));
    const contexts = [
      signingContext('receipt', sovereign),
      signingContext('transition', null),
      new Uint8Array(0),
      new Uint8Array(255),
      new Uint8Array(256),
      new Uint8Array(70_000),
    ];
    expect(provider.verify(other, message, signature, context)).toBe(false);
    expect(provider.verify(pair, message.subarray(1), signature, context)).toBe(false);
    for (const wrong of contexts) {
      expect(provider.verify(pair, message, signature, wrong)).toBe(false);
    }
  });

  it('answers false to hostile bytes, and never throws', () => {
    const lengths = [0, 1, 31, 33, 1311, 1313, 1952, 2419, 2421, 3309, 7856, 17_088, 100_000];
    for (const length of lengths) {
      const bytes = new Uint8Array(length).fill(255);
      expect(provider.verify(pair, message, bytes, context)).toBe(false);
      expect(provider.verify({ suite, publicKey: bytes }, message, signature, context)).toBe(false);
    }
    for (const fill of [0, 255]) {
      const publicKey = new Uint8Array(pair.publicKey.length).fill(fill);
      expect(provider.verify({ suite, publicKey }, message, signature, context)).toBe(false);
    }
    const unknown = { suite: 9 as Suite, publicKey: pair.publicKey };
    expect(provider.verify(unknown, message, signature, context)).toBe(false);
    for (let at = 0; at < signature.length; at += Math.ceil(signature.length / 40)) {
      const changed = signature.with(at, (signature[at] as number) ^ 1);
      expect(provider.verify(pair, message, changed, context)).toBe(false);
    }
  });

  it('asserts the length of its own seed', () => {
    expect(() => provider.keyPair(suite, new Uint8Array(31))).toThrow(RangeError);
  });
}

/** What ballots are verified with besides. */
export function acceptP256(provider: VotingCrypto): void {
  /** RFC 6979 appendix A.2.5, SHA-256 of "sample"; its s is in the upper half of the order. */
  const publicKey = Uint8Array.fromHex(
    '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6' +
      '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
  );
  const signature = Uint8Array.fromHex(
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  );
  const sample = new TextEncoder().encode('sample');

  it('verifies the published signature, and no other', () => {
    expect(provider.verifyP256(publicKey, sample, signature)).toBe(true);
    expect(provider.verifyP256(publicKey, message, signature)).toBe(false);
    for (let at = 0; at < 64; at += 1) {
      const wrong = signature.with(at, (signature[at] as number) ^ 1);
      expect(provider.verifyP256(publicKey, sample, wrong)).toBe(false);
      const other = publicKey.with(at, (publicKey[at] as number) ^ 1);
      expect(provider.verifyP256(other, sample, signature)).toBe(false);
    }
  });

  it('answers false to hostile bytes, and never throws', () => {
    for (const length of [0, 1, 32, 63, 64, 65, 70, 100_000]) {
      for (const fill of [0, 4, 255]) {
        const bytes = new Uint8Array(length).fill(fill);
        expect(provider.verifyP256(bytes, sample, signature)).toBe(false);
        expect(provider.verifyP256(publicKey, sample, bytes)).toBe(false);
      }
    }
  });
}

function acceptBoxes(provider: CryptoProvider): void {
  const pair = provider.encryptionPair(new Uint8Array(96).map((_, i) => i));
  const other = provider.encryptionPair(new Uint8Array(96).map((_, i) => i + 1));
  const random = new Uint8Array(88).map((_, i) => 3 * i);
  const box = provider.seal(pair.publicKey, message, random) as Uint8Array;

  it('open for their recipient only', () => {
    expect(provider.unseal(pair, box)).toEqual(message);
    expect(provider.unseal(other, box)).toBeUndefined();
    expect(pair.publicKey).toHaveLength(1216);
  });

  it('hold nothing, and much', () => {
    for (const plaintext of [new Uint8Array(0), new Uint8Array(100_000).fill(5)]) {
      const sealed = provider.seal(pair.publicKey, plaintext, random) as Uint8Array;
      expect(provider.unseal(pair, sealed)).toEqual(plaintext);
    }
  });

  it('do not open once changed, cut or extended', () => {
    for (let at = 0; at < box.length; at += 13) {
      const changed = box.with(at, (box[at] as number) ^ 1);
      expect(provider.unseal(pair, changed)).toBeUndefined();
    }
    for (const bytes of [box.subarray(1), box.subarray(0, -1), new Uint8Array([...box, 0])]) {
      expect(provider.unseal(pair, bytes)).toBeUndefined();
    }
    expect(provider.unseal(pair, new Uint8Array(0))).toBeUndefined();
    expect(provider.unseal(pair, new Uint8Array(2000).fill(255))).toBeUndefined();
  });

  it('are not made for what is no key', () => {
    const low = pair.publicKey.slice().fill(0, 0, 32);
    const notReduced = pair.publicKey.slice().fill(255, 32);
    for (const key of [low, notReduced, pair.publicKey.subarray(1), new Uint8Array(0)]) {
      expect(provider.seal(key, message, random)).toBeUndefined();
    }
  });

  it('assert what is one’s own', () => {
    expect(() => provider.seal(pair.publicKey, message, random.subarray(1))).toThrow(RangeError);
    expect(() => provider.encryptionPair(random)).toThrow(RangeError);
  });
}

function acceptRest(provider: CryptoProvider): void {
  const key = new Uint8Array(32).fill(1);
  const nonce = new Uint8Array(24).fill(2);
  const aad = new Uint8Array([3]);

  it('hashes with SHA-256 (FIPS 180-4, example "abc")', () => {
    expect(provider.sha256(new TextEncoder().encode('abc')).toHex()).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(provider.sha256(new Uint8Array(0)).constructor).toBe(Uint8Array);
  });

  it('derives with Argon2id, and refuses a cost that is none', async () => {
    const salt = new Uint8Array(16).fill(4);
    const derived = await provider.argon2id(message, salt, COST);
    expect(derived).toHaveLength(32);
    expect(await provider.argon2id(message, salt.with(0, 5), COST)).not.toEqual(derived);
    for (const wrong of [{ memoryKib: 15 }, { passes: 0 }, { lanes: 0 }, { passes: 1.5 }]) {
      const cost = { ...COST, ...wrong };
      await expect(provider.argon2id(message, salt, cost)).rejects.toThrow(RangeError);
    }
    const short = salt.subarray(9);
    await expect(provider.argon2id(message, short, COST)).rejects.toThrow(RangeError);
  });

  it('seals with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03 appendix A.3.1)', () => {
    const text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    const vector = {
      key: new Uint8Array(32).map((_, i) => 0x80 + i),
      nonce: new Uint8Array(24).map((_, i) => 0x40 + i),
      aad: Uint8Array.fromHex('50515253c0c1c2c3c4c5c6c7'),
      plaintext: new TextEncoder().encode(text),
    };
    const sealed = provider.aeadSeal(vector.key, vector.nonce, vector.plaintext, vector.aad);
    expect(sealed.subarray(0, 16).toHex()).toBe('bd6d179d3e83d43b9576579493c0e939');
    expect(sealed.subarray(-16).toHex()).toBe('c0875924c1c7987947deafd8780acf49');
    expect(provider.aeadOpen(vector.key, vector.nonce, sealed, vector.aad)).toEqual(
      vector.plaintext,
    );
  });

  it('opens nothing that was not sealed so', () => {
    const sealed = provider.aeadSeal(key, nonce, message, aad);
    const wrong: [Uint8Array, Uint8Array, Uint8Array, Uint8Array][] = [
      [key.with(0, 0), nonce, sealed, aad],
      [key, nonce.with(23, 0), sealed, aad],
      [key, nonce.with(0, 0), sealed, aad],
      [key, nonce, sealed, new Uint8Array(0)],
      [key, nonce, sealed.subarray(1), aad],
      [key, nonce, sealed.subarray(0, -1), aad],
      [key, nonce, sealed.subarray(0, 15), aad],
      [key, nonce, new Uint8Array(0), aad],
      [key.subarray(1), nonce, sealed, aad],
      [key, nonce.subarray(1), sealed, aad],
    ];
    for (const given of wrong) expect(provider.aeadOpen(...given)).toBeUndefined();
    expect(provider.aeadOpen(key, nonce, sealed, aad)).toEqual(message);
  });
}

/** What one makes, the other takes. */
export function acceptTogether(
  a: CryptoProvider,
  b: CryptoProvider,
  suites: readonly Suite[],
): void {
  it.each(suites)(`${b.name} verifies what ${a.name} signed with suite %i`, (suite) => {
    const seed = seedOf(suite, 3);
    const pair = a.keyPair(suite, seed);
    expect(b.keyPair(suite, seed)).toEqual(pair);
    expect(b.verify(pair, message, a.sign(pair, message, context), context)).toBe(true);
    const ours = { suite, publicKey: pair.publicKey, secretKey: pair.secretKey };
    expect(a.verify(pair, message, b.sign(ours, message, context), context)).toBe(true);
  });

  it(`${b.name} opens what ${a.name} sealed`, () => {
    const seed = new Uint8Array(96).fill(9);
    const pair = a.encryptionPair(seed);
    expect(b.encryptionPair(seed)).toEqual(pair);
    const box = a.seal(pair.publicKey, message, new Uint8Array(88).fill(8)) as Uint8Array;
    expect(b.unseal(pair, box)).toEqual(message);
  });

  it(`${a.name} and ${b.name} agree on SHA-256, Argon2id and XChaCha20-Poly1305`, async () => {
    const salt = new Uint8Array(16).fill(6);
    for (let length = 0; length < 300; length += 7) {
      const bytes = new Uint8Array(length).map((_, i) => i);
      expect(a.sha256(bytes)).toEqual(b.sha256(bytes));
      const nonce = a.sha256(bytes).subarray(0, 24);
      const key = a.sha256(nonce);
      const sealed = a.aeadSeal(key, nonce, bytes, salt);
      expect(b.aeadSeal(key, nonce, bytes, salt)).toEqual(sealed);
      expect(b.aeadOpen(key, nonce, sealed, salt)).toEqual(bytes);
    }
    expect(await a.argon2id(message, salt, COST)).toEqual(await b.argon2id(message, salt, COST));
  });
}

/** Both directions of `acceptTogether` with the provider that runs everywhere. */
export function acceptBesideNoble(provider: CryptoProvider, suites: readonly Suite[]): void {
  describe('beside noble', () => {
    acceptTogether(provider, nobleCrypto, suites);
    acceptTogether(nobleCrypto, provider, suites);
  });
}
