import { type KeyObject, createPublicKey, verify } from 'node:crypto';
import { MAX_CONTEXT } from '../lengths.ts';
import { uncompressedPoint } from '../point.ts';
import { P256_LENGTH } from '../provider.ts';
import { type Key, SUITES, type Suite, isSuite } from '../suite.ts';
import { PublicKeyCache } from './public-key-cache.ts';

type KeyType = 'ml-dsa-44' | 'ml-dsa-65' | 'slh-dsa-sha2-128f' | 'slh-dsa-sha2-128s';

/** The names that node:crypto has for the suites (protocol.md, section 2). */
export const KEY_TYPES: Readonly<Record<Suite, KeyType>> = {
  1: 'ml-dsa-44',
  2: 'ml-dsa-65',
  3: 'slh-dsa-sha2-128f',
  4: 'slh-dsa-sha2-128s',
};

const publicKeys = new PublicKeyCache(importPublicKey);

/**
 * `CryptoProvider.verify` alone, for threads that need nothing else of the provider: false for
 * anything malformed, never throws.
 */
export function verifySignature(
  key: Key,
  message: Uint8Array,
  signature: Uint8Array,
  context: Uint8Array,
): boolean {
  if (!isSuite(key.suite) || context.length > MAX_CONTEXT) return false;
  const sizes = SUITES[key.suite];
  if (key.publicKey.length !== sizes.publicKey) return false;
  if (signature.length !== sizes.signature) return false;
  try {
    return verify(null, message, { key: publicKeys.get(key), context }, signature);
  } catch {
    return false;
  }
}

function importPublicKey(key: Key): KeyObject {
  return createPublicKey({
    key: key.publicKey,
    format: 'raw-public',
    asymmetricKeyType: KEY_TYPES[key.suite],
  });
}

/** `CryptoProvider.verifyP256`. Voters are many and each votes seldom, so no key is kept. */
export function verifyP256(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== P256_LENGTH || signature.length !== P256_LENGTH) return false;
  try {
    const key = createPublicKey({
      key: uncompressedPoint(publicKey),
      format: 'raw-public',
      asymmetricKeyType: 'ec',
      namedCurve: 'P-256',
    });
    return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}
