import { type VotingCrypto, SUITES } from '../crypto/index.ts';
import { equalBytes } from '../encoding/index.ts';
import { readDerSignature } from './der-signature.ts';

/** What a voting key's signatures are made with; its number is COSE's (IANA COSE Algorithms). */
export const CREDENTIAL_ALGORITHMS = { ES256: -7, 'ML-DSA-44': -48 } as const;

/** A credential's public key: x ‖ y (64 bytes) for ES256, 1,312 bytes for ML-DSA-44. */
export interface CredentialKey {
  readonly algorithm: keyof typeof CREDENTIAL_ALGORITHMS;
  readonly publicKey: Uint8Array;
}

const COORDINATE_LENGTH = 32;
/**
 * W3C Web Authentication §6.5.1.1 has a credential's key in CTAP2's canonical CBOR with nothing
 * optional in it, so each algorithm leaves one layout, and no map has to be parsed.
 * ES256 (RFC 9053 §7.1.1): kty 2, alg −7, crv 1, x, y.
 */
const ES256_X = Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20);
const ES256_Y = Uint8Array.of(0x22, 0x58, 0x20);
/** ML-DSA-44 (RFC 9964 §3): kty 7, alg −48, pub of 1,312 bytes. */
const ML_DSA_44 = Uint8Array.of(0xa3, 0x01, 0x07, 0x03, 0x38, 0x2f, 0x20, 0x59, 0x05, 0x20);
const NO_CONTEXT = new Uint8Array(0);

/** The key that a COSE_Key states; undefined for anything but an ES256 or ML-DSA-44 key. */
export function readCredentialKey(cose: Uint8Array): CredentialKey | undefined {
  return readEs256(cose) ?? readMlDsa44(cose);
}

function readEs256(cose: Uint8Array): CredentialKey | undefined {
  const x = ES256_X.length;
  const y = x + COORDINATE_LENGTH + ES256_Y.length;
  if (cose.length !== y + COORDINATE_LENGTH) return undefined;
  if (!equalBytes(cose.subarray(0, x), ES256_X)) return undefined;
  if (!equalBytes(cose.subarray(x + COORDINATE_LENGTH, y), ES256_Y)) return undefined;
  const publicKey = new Uint8Array(2 * COORDINATE_LENGTH);
  publicKey.set(cose.subarray(x, x + COORDINATE_LENGTH));
  publicKey.set(cose.subarray(y), COORDINATE_LENGTH);
  return { algorithm: 'ES256', publicKey };
}

function readMlDsa44(cose: Uint8Array): CredentialKey | undefined {
  const start = ML_DSA_44.length;
  if (cose.length !== start + SUITES[1].publicKey) return undefined;
  if (!equalBytes(cose.subarray(0, start), ML_DSA_44)) return undefined;
  return { algorithm: 'ML-DSA-44', publicKey: cose.slice(start) };
}

/** Whether a credential's signature, as an authenticator gives it, is the key's; never throws. */
export function verifyCredential(
  { algorithm, publicKey }: CredentialKey,
  message: Uint8Array,
  signature: Uint8Array,
  crypto: VotingCrypto,
): boolean {
  if (algorithm === 'ML-DSA-44') {
    return crypto.verify({ suite: 1, publicKey }, message, signature, NO_CONTEXT);
  }
  const fixed = readDerSignature(signature);
  return fixed !== undefined && crypto.verifyP256(publicKey, message, fixed);
}
