import { bytes, bytesUpTo, concat, decode, encode, tuple } from '../encoding/index.ts';
import { assertLength } from './lengths.ts';
import {
  AEAD_NONCE_LENGTH,
  AEAD_TAG_LENGTH,
  ENCRYPTION_KEY_LENGTH,
  ENCRYPTION_SEED_LENGTH,
  type EncryptionPair,
  SEAL_RANDOM_LENGTH,
} from './provider.ts';

/**
 * What a sealed box is made of. The functions throw on a key or ciphertext that is none; the sealing below turns that
 * into undefined.
 */
export interface SealPrimitives {
  x25519PublicKey(secretKey: Uint8Array): Uint8Array;
  /** Throws when the secret would be all zero (RFC 7748 §6.1). */
  x25519(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array;
  mlkemPublicKey(seed: Uint8Array): Uint8Array;
  /** `random`: 32 bytes, which an implementation with a generator of its own need not use. */
  encapsulate(publicKey: Uint8Array, random: Uint8Array): Encapsulated;
  decapsulate(seed: Uint8Array, ciphertext: Uint8Array): Uint8Array;
  /** HKDF-SHA-256 (RFC 5869), no salt, 32 bytes. */
  hkdf(secret: Uint8Array, info: Uint8Array): Uint8Array;
  aeadSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array;
  aeadOpen(
    key: Uint8Array,
    nonce: Uint8Array,
    ciphertext: Uint8Array,
    aad: Uint8Array,
  ): Uint8Array | undefined;
}

interface Encapsulated {
  readonly secret: Uint8Array;
  readonly ciphertext: Uint8Array;
}

const X25519_LENGTH = 32;
/** FIPS 203 table 3. */
const MLKEM_CIPHERTEXT_LENGTH = 1088;
/** The longest plaintext: a sealed box is for memos, requests and evidence, not for files. */
const MAX_SEALED_PLAINTEXT = 1024 * 1024;

const SEAL_INFO = new TextEncoder().encode('tallystick/v1/seal\0');
const NOTHING = new Uint8Array(0);

const boxCodec = tuple(
  bytes(X25519_LENGTH + MLKEM_CIPHERTEXT_LENGTH),
  bytes(AEAD_NONCE_LENGTH),
  bytesUpTo(MAX_SEALED_PLAINTEXT + AEAD_TAG_LENGTH, AEAD_TAG_LENGTH),
);

/** The encryption key pair of a 96-byte seed. */
export function encryptionPairOf(use: SealPrimitives, seed: Uint8Array): EncryptionPair {
  assertLength('seed', seed, ENCRYPTION_SEED_LENGTH);
  const classical = use.x25519PublicKey(seed.subarray(0, X25519_LENGTH));
  const publicKey = concat(classical, use.mlkemPublicKey(seed.subarray(X25519_LENGTH)));
  return { publicKey, secretKey: seed.slice() };
}

/** The box of protocol.md, section 2; undefined when `recipient` is no key. */
export function sealBox(
  use: SealPrimitives,
  recipient: Uint8Array,
  plaintext: Uint8Array,
  random: Uint8Array,
): Uint8Array | undefined {
  assertLength('random', random, SEAL_RANDOM_LENGTH);
  if (plaintext.length > MAX_SEALED_PLAINTEXT) {
    throw new RangeError(`plaintext of ${plaintext.length} bytes is longer than a box may be`);
  }
  if (recipient.length !== ENCRYPTION_KEY_LENGTH) return undefined;
  const ephemeral = random.subarray(0, X25519_LENGTH);
  const nonce = random.subarray(64);
  const secrets = attempt(() => ({
    classical: use.x25519(ephemeral, recipient.subarray(0, X25519_LENGTH)),
    quantum: use.encapsulate(recipient.subarray(X25519_LENGTH), random.subarray(32, 64)),
  }));
  if (secrets === undefined) return undefined;
  const { classical, quantum } = secrets;
  const opening = concat(use.x25519PublicKey(ephemeral), quantum.ciphertext);
  const key = boxKey(use, concat(classical, quantum.secret), recipient, opening);
  return encode(boxCodec, [opening, nonce, use.aeadSeal(key, nonce, plaintext, NOTHING)]);
}

/** What the box holds, or undefined: not a box, not for this pair, or changed. */
export function openBox(
  use: SealPrimitives,
  pair: EncryptionPair,
  sealed: Uint8Array,
): Uint8Array | undefined {
  assertLength('secret key', pair.secretKey, ENCRYPTION_SEED_LENGTH);
  const box = decode(boxCodec, sealed);
  if (!box.ok) return undefined;
  const [opening, nonce, ciphertext] = box.value;
  const { secretKey } = pair;
  const secrets = attempt(() => {
    const ephemeral = opening.subarray(0, X25519_LENGTH);
    const classical = use.x25519(secretKey.subarray(0, X25519_LENGTH), ephemeral);
    const encapsulated = opening.subarray(X25519_LENGTH);
    return concat(classical, use.decapsulate(secretKey.subarray(X25519_LENGTH), encapsulated));
  });
  if (secrets === undefined) return undefined;
  const key = boxKey(use, secrets, pair.publicKey, opening);
  return use.aeadOpen(key, nonce, ciphertext, NOTHING);
}

function boxKey(
  use: SealPrimitives,
  secrets: Uint8Array,
  recipient: Uint8Array,
  opening: Uint8Array,
): Uint8Array {
  return use.hkdf(secrets, concat(SEAL_INFO, recipient, opening));
}

/** The result, or undefined when a stranger's key or ciphertext is none. */
function attempt<T>(agree: () => T): T | undefined {
  try {
    return agree();
  } catch {
    return undefined;
  }
}
