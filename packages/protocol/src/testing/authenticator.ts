import { p256 } from '@noble/curves/nist.js';
import { nobleDeterministic } from '../crypto/noble/index.ts';
import { type Assertion, type Hash, concat, hash, toBase64url } from '../index.ts';

/** Authenticators in software, for tests: their credentials and signatures follow from a seed. */
export interface TestCredential {
  /** COSE_Key. */
  readonly key: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export type TestAlgorithm = 'ES256' | 'ML-DSA-44';

const utf8 = new TextEncoder();
const NOTHING = new Uint8Array(0);
const RP_ID_HASH = nobleDeterministic.sha256(utf8.encode('tally.example'));
/** User present and verified. */
export const VERIFIED = 0x05;

export function credentialOf(algorithm: TestAlgorithm, seed: string): TestCredential {
  const secret = hash('record', utf8.encode(seed));
  return algorithm === 'ES256' ? es256(secret) : mlDsa44(secret);
}

function es256(seed: Uint8Array): TestCredential {
  const { secretKey, publicKey } = p256.keygen(concat(seed, seed.subarray(0, 16)));
  const point = p256.Point.fromBytes(publicKey).toBytes(false);
  return {
    key: concat(
      Uint8Array.fromHex('a5010203262001215820'),
      point.subarray(1, 33),
      Uint8Array.fromHex('225820'),
      point.subarray(33),
    ),
    sign: (message) => p256.sign(message, secretKey, { format: 'der' }),
  };
}

function mlDsa44(seed: Uint8Array): TestCredential {
  const pair = nobleDeterministic.keyPair(1, seed);
  return {
    key: concat(Uint8Array.fromHex('a3010703382f20590520'), pair.publicKey),
    sign: (message) => nobleDeterministic.sign(pair, message, NOTHING),
  };
}

/** What a browser says that it asked for, as it writes it. */
export function clientDataOf(challenge: Hash, changes: object = {}): Uint8Array {
  const members = {
    type: 'webauthn.get',
    challenge: toBase64url(challenge),
    origin: 'https://tally.example',
    crossOrigin: false,
    ...changes,
  };
  return utf8.encode(JSON.stringify(members));
}

export function authenticatorDataOf(flags: number, tail: Uint8Array = NOTHING): Uint8Array {
  return concat(RP_ID_HASH, Uint8Array.of(flags, 0, 0, 0, 7), tail);
}

/** An assertion by a present, verified user; what is given replaces its parts, and is signed. */
export function assertionOf(
  credential: TestCredential,
  challenge: Hash,
  changes: Partial<Omit<Assertion, 'signature'>> = {},
): Assertion {
  const clientData = changes.clientData ?? clientDataOf(challenge);
  const authenticatorData = changes.authenticatorData ?? authenticatorDataOf(VERIFIED);
  const message = concat(authenticatorData, nobleDeterministic.sha256(clientData));
  return { authenticatorData, clientData, signature: credential.sign(message) };
}
