import type { Key, Suite } from './suite.ts';

/**
 * A signing key pair; one provider's works in the other. `secretKey` is the 32-byte seed of ML-DSA (FIPS 204 §3.6.3) and the
 * 64-byte private key of SLH-DSA (FIPS 205 figure 15).
 */
export interface KeyPair extends Key {
  readonly secretKey: Uint8Array;
}

/** The key pair that a sealed box is opened with (protocol.md, section 2). */
export interface EncryptionPair {
  /** X25519 public key (32 bytes) ‖ ML-KEM-768 encapsulation key (1,184). */
  readonly publicKey: Uint8Array;
  /** The seed it is derived from: X25519 secret key (32 bytes) ‖ ML-KEM-768 seed d ‖ z (64; FIPS 203 §7.1). */
  readonly secretKey: Uint8Array;
}

/** What Argon2id costs (RFC 9106 §3.1). */
export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** Sizes in bytes (protocol.md, section 2). */
export const ENCRYPTION_SEED_LENGTH = 96;
export const ENCRYPTION_KEY_LENGTH = 1216;
export const SEAL_RANDOM_LENGTH = 88;
export const AEAD_KEY_LENGTH = 32;
export const AEAD_NONCE_LENGTH = 24;
export const AEAD_TAG_LENGTH = 16;
/** x ‖ y of a point on P-256, and r ‖ s. */
export const P256_LENGTH = 64;

/**
 * Every cryptographic algorithm but the keyed BLAKE3 of `hash`. There are two implementations, and
 * `provider.acceptance.ts` holds both to the same behaviour. Inputs of a wrong length from oneself (seeds, randomness)
 * are a programmer's error and throw `RangeError`; whatever a stranger sends (keys, signatures, boxes) never throws.
 */
export interface CryptoProvider {
  readonly name: string;
  sha256(data: Uint8Array): Uint8Array;
  /** The key pair of a seed: 32 bytes for suites 1 and 2, 48 for 3 and 4. */
  keyPair(suite: Suite, seed: Uint8Array): KeyPair;
  /** A hedged signature: two over the same message differ. */
  sign(key: KeyPair, message: Uint8Array, context: Uint8Array): Uint8Array;
  /** False for anything malformed; never throws. */
  verify(key: Key, message: Uint8Array, signature: Uint8Array, context: Uint8Array): boolean;
  /** The encryption key pair of a 96-byte seed. */
  encryptionPair(seed: Uint8Array): EncryptionPair;
  /** A sealed box for `recipient` (1,216 bytes), undefined when that is no key. `random`: 88 fresh random bytes. */
  seal(recipient: Uint8Array, plaintext: Uint8Array, random: Uint8Array): Uint8Array | undefined;
  /** What a sealed box holds; undefined when it is not for this pair or has been changed. */
  unseal(pair: EncryptionPair, sealed: Uint8Array): Uint8Array | undefined;
  /** Argon2id (RFC 9106), 32 bytes. */
  argon2id(passphrase: Uint8Array, salt: Uint8Array, cost: Argon2Cost): Promise<Uint8Array>;
  /** XChaCha20-Poly1305: ciphertext ‖ 16-byte tag. Key 32 bytes, nonce 24; `aad` is authenticated, not encrypted. */
  aeadSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array;
  /** The plaintext, or undefined when key, nonce, ciphertext or `aad` is not what was sealed; never throws. */
  aeadOpen(
    key: Uint8Array,
    nonce: Uint8Array,
    ciphertext: Uint8Array,
    aad: Uint8Array,
  ): Uint8Array | undefined;
}

/** For whoever verifies ballots: apart, since it weighs as much as a tenth of a browser's wallet. */
export interface VotingCrypto extends CryptoProvider {
  /**
   * ECDSA over P-256 with SHA-256 (FIPS 186-5 §6.4.2), for credentials: `publicKey` x ‖ y and
   * `signature` r ‖ s have 64 bytes each. False for anything malformed; never throws.
   */
  verifyP256(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}
