import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleVotingCrypto } from '../crypto/noble/voting.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import {
  type Assertion,
  type Hash,
  type VotingCrypto,
  MAX_STATEMENT_BYTES,
  keyAttestationCodec,
  decode,
  encode,
  encodeGovernance,
  hash,
  readCredentialKey,
  registrationChallenge,
  verifyAssertion,
} from '../index.ts';
import {
  VERIFIED,
  assertionOf,
  authenticatorDataOf,
  clientDataOf,
  credentialOf,
} from '../testing/authenticator.ts';
import { readDerSignature } from './der-signature.ts';

const utf8 = new TextEncoder();
const challenge = hash('statement', utf8.encode('a ballot'));
const other = hash('statement', utf8.encode('another ballot'));
const PROVIDERS = [nodeCrypto, nobleVotingCrypto];
const es256 = credentialOf('ES256', 'voter');
const mlDsa = credentialOf('ML-DSA-44', 'voter');

/** Both providers' answer: they must agree, whatever they are given. */
function verifies(key: Uint8Array, given: Hash, assertion: Assertion): boolean {
  const [node, noble] = PROVIDERS.map((crypto) => verifyAssertion(key, given, assertion, crypto));
  expect(noble).toBe(node);
  return node as boolean;
}

describe.each([
  ['ES256', es256],
  ['ML-DSA-44', mlDsa],
] as const)('an assertion with %s', (algorithm, credential) => {
  const assertion = assertionOf(credential, challenge);

  it('is of its credential and its challenge', () => {
    const stranger = credentialOf(algorithm, 'somebody else');
    expect(verifies(credential.key, challenge, assertion)).toBe(true);
    expect(verifies(credential.key, other, assertion)).toBe(false);
    expect(verifies(stranger.key, challenge, assertion)).toBe(false);
    expect(verifies(mlDsa === credential ? es256.key : mlDsa.key, challenge, assertion)).toBe(
      false,
    );
  });

  it('does not verify once a byte is changed', () => {
    const bytes = fc.constantFrom('authenticatorData', 'clientData', 'signature', 'key');
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (which, place, change) => {
        const parts = { ...assertion, key: credential.key };
        const at = place % parts[which].length;
        parts[which] = parts[which].with(at, (parts[which][at] as number) ^ change);
        expect(verifies(parts.key, challenge, parts)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is bounded and total on hostile bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(bytes, bytes, bytes, bytes, (key, authenticatorData, clientData, signature) => {
        const hostile = { authenticatorData, clientData, signature };
        expect(verifies(key, challenge, hostile)).toBe(false);
        expect(verifies(credential.key, challenge, { ...assertion, signature })).toBe(false);
      }),
      { numRuns: 60 },
    );
    const huge = new Uint8Array(100_000).fill(0x20);
    for (const part of ['authenticatorData', 'clientData', 'signature'] as const) {
      expect(verifies(credential.key, challenge, { ...assertion, [part]: huge })).toBe(false);
    }
    expect(verifies(huge, challenge, assertion)).toBe(false);
  });
});

describe('authenticator data', () => {
  function answers(flags: number, tail?: Uint8Array<ArrayBuffer>): boolean {
    const authenticatorData = authenticatorDataOf(flags, tail);
    return verifies(es256.key, challenge, assertionOf(es256, challenge, { authenticatorData }));
  }
  const RESERVED = 0x22;
  const EXTENSIONS = 0x80;

  it('says that somebody is present and verified', () => {
    expect(answers(VERIFIED)).toBe(true);
    expect(answers(VERIFIED | RESERVED)).toBe(true);
    expect([0x00, 0x01, 0x04].map((flags) => answers(flags))).toEqual([false, false, false]);
  });

  it('is not of a key that may be copied, nor of a registration', () => {
    expect([0x08, 0x10, 0x18, 0x40].map((flags) => answers(VERIFIED | flags))).toEqual(
      Array.from({ length: 4 }, () => false),
    );
  });

  it('has more than 37 bytes where it announces extensions, and only there', () => {
    const tail = Uint8Array.of(0xa0);
    expect(answers(VERIFIED | EXTENSIONS, tail)).toBe(true);
    expect(answers(VERIFIED | EXTENSIONS)).toBe(false);
    expect(answers(VERIFIED, tail)).toBe(false);
    expect(answers(VERIFIED | EXTENSIONS, new Uint8Array(1024))).toBe(false);
  });
});

describe('client data', () => {
  function answers(clientData: Uint8Array): boolean {
    return verifies(es256.key, challenge, assertionOf(es256, challenge, { clientData }));
  }
  const plain = new TextDecoder().decode(clientDataOf(challenge));

  it('may have members that nobody here knows, in any order', () => {
    const members = JSON.parse(plain) as object;
    const reversed = Object.fromEntries(Object.entries(members).reverse());
    expect(answers(utf8.encode(JSON.stringify(reversed)))).toBe(true);
    expect(answers(clientDataOf(challenge, { crossOrigin: undefined }))).toBe(true);
    expect(answers(clientDataOf(challenge, { other_keys: { a: [1] } }))).toBe(true);
    expect(answers(utf8.encode(plain.replaceAll('/', String.raw`\/`)))).toBe(true);
  });

  it.each([
    { type: 'webauthn.create' },
    { type: undefined },
    { origin: undefined },
    { origin: 7 },
    { crossOrigin: true },
    { crossOrigin: 'false' },
    { challenge: undefined },
    { challenge: '' },
    { challenge: other.toBase64({ alphabet: 'base64url', omitPadding: true }) },
    { challenge: challenge.toBase64({ alphabet: 'base64url' }) },
    { challenge: [...challenge] },
  ])('does not count with %j', (changes) => {
    expect(answers(clientDataOf(challenge, changes))).toBe(false);
  });

  it('is one JSON object in UTF-8; of two members with one name the last counts', () => {
    const more = (members: string): Uint8Array => utf8.encode(`${plain.slice(0, -1)},${members}}`);
    expect(answers(more('"type":"webauthn.create"'))).toBe(false);
    expect(answers(more('"type":"webauthn.create","type":"webauthn.get"'))).toBe(true);
    const broken = ['null', '[]', '7', '"webauthn.get"', plain.slice(1), `${plain}x`, `[${plain}]`];
    for (const text of broken) expect(answers(utf8.encode(text))).toBe(false);
    expect(answers(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8.encode(plain)))).toBe(false);
    expect(answers(Uint8Array.of(...utf8.encode(plain), 0xff))).toBe(false);
    expect(answers(utf8.encode(`${'['.repeat(1000)}${']'.repeat(1000)}`))).toBe(false);
    expect(answers(clientDataOf(challenge, { other: 'x'.repeat(2048) }))).toBe(false);
  });
});

describe('a credential key', () => {
  it('is of an algorithm that every implementation has, in the one layout', () => {
    expect(readCredentialKey(es256.key)).toEqual({
      algorithm: 'ES256',
      publicKey: Uint8Array.of(...es256.key.subarray(10, 42), ...es256.key.subarray(45)),
    });
    expect(readCredentialKey(mlDsa.key)?.algorithm).toBe('ML-DSA-44');
    const ed25519 = Uint8Array.of(0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 0x20, ...challenge);
    const rsa = Uint8Array.of(0xa4, 1, 3, 3, 0x39, 1, 0, 0x20, 0x41, 1, 0x21, 0x43, 1, 0, 1);
    for (const { key } of [es256, mlDsa]) {
      const longer = Uint8Array.of(...key, 0);
      for (const wrong of [key.subarray(1), key.subarray(0, -1), longer, ed25519, rsa]) {
        expect(readCredentialKey(wrong)).toBeUndefined();
      }
    }
  });

  it('that is no point of the curve verifies nothing', () => {
    for (const fill of [0, 1, 255]) {
      const key = es256.key.slice().fill(fill, 10, 42).fill(fill, 45);
      expect(verifies(key, challenge, assertionOf(es256, challenge))).toBe(false);
    }
  });
});

describe('a registration', () => {
  const [sovereign, identity, nonce] = [challenge, other, hash('note', challenge)];

  it('has a challenge of its own for each sovereign, identity and nonce', () => {
    const challenges = [
      registrationChallenge(sovereign, identity, nonce),
      registrationChallenge(identity, sovereign, nonce),
      registrationChallenge(sovereign, identity, identity),
      registrationChallenge(nonce, identity, nonce),
    ];
    expect(new Set(challenges.map((one) => one.toHex())).size).toBe(challenges.length);
  });

  it('fits a statement with all that it has', () => {
    const longest = { nonce, object: new Uint8Array(14_272), clientData: new Uint8Array(2048) };
    const attestation = encode(keyAttestationCodec, longest);
    const said = { kind: 'voting-key', key: mlDsa.key, attestation, vendor: other } as const;
    const signatures = [{ by: 0, bytes: new Uint8Array(17_088) }];
    const { body } = encodeGovernance({ ...said, signatures });
    expect(body.length).toBeLessThanOrEqual(MAX_STATEMENT_BYTES);
    expect(decode(keyAttestationCodec, attestation)).toEqual({ ok: true, value: longest });
  });
});

describe('a signature in DER', () => {
  const [r, s] = [new Uint8Array(32).fill(0x11), new Uint8Array(32).fill(0x90)];
  const der = Uint8Array.of(0x30, 69, 2, 32, ...r, 2, 33, 0, ...s);

  it('is two numbers', () => {
    expect(readDerSignature(der)).toEqual(Uint8Array.of(...r, ...s));
    const short = readDerSignature(Uint8Array.of(0x30, 6, 2, 1, 0, 2, 1, 7)) as Uint8Array;
    expect(short.toHex()).toBe(`${'00'.repeat(63)}07`);
  });

  it.each([
    '',
    '30',
    '3000',
    '3103020100',
    '3003020100',
    '3006020180020107', // negative
    '300702020007020107', // r longer than it has to be
    '30060200020107ff',
    '3007020107020107ff', // more after it
    '300602010702010700',
    '30810602010702010 7'.replace(' ', ''), // long form of a length
    '300602210702 0107'.replace(' ', ''), // longer than what is there
    `3047022201${'00'.repeat(33)}020107`, // 34 bytes
  ])('is not %s', (hex) => {
    expect(readDerSignature(Uint8Array.fromHex(hex))).toBeUndefined();
  });

  it('of numbers outside of their range verifies with neither provider', () => {
    const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
    const { publicKey } = readCredentialKey(es256.key) as { publicKey: Uint8Array };
    const message = utf8.encode('m');
    for (const number of ['00'.repeat(32), order, 'ff'.repeat(32)]) {
      for (const signature of [number + '01'.repeat(32), '01'.repeat(32) + number]) {
        const answers = PROVIDERS.map((crypto: VotingCrypto) =>
          crypto.verifyP256(publicKey, message, Uint8Array.fromHex(signature)),
        );
        expect(answers).toEqual([false, false]);
      }
    }
  });
});
