import {
  AEAD_TAG_LENGTH,
  concat,
  type VotingCrypto,
  ENCRYPTION_KEY_LENGTH,
  equalBytes,
  hash,
  type Key,
  SUITES,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';

/**
 * No cryptography at all, for simulations of many seeds: a signature is a hash over public key,
 * context and message, so anybody can make one, and encryption hides nothing. It has the sizes of the
 * real thing, and notices a wrong key and every changed byte. It exists only here: no package may
 * import from `simulation/`, and what it signs is refused by every real provider.
 */
export const keyedHashCrypto: VotingCrypto = {
  name: 'keyed hash, simulation only',
  sha256: (data) => nodeCrypto.sha256(data),
  keyPair(suite, seed) {
    const publicKey = stretch(
      hash('key', concat(Uint8Array.of(suite), seed)),
      SUITES[suite].publicKey,
    );
    return { suite, publicKey, secretKey: seed };
  },
  sign: (key, message, context) => seal(key, message, context),
  verify: (key, message, signature, context) => equalBytes(signature, seal(key, message, context)),
  verifyP256: (...given) => nodeCrypto.verifyP256(...given),
  encryptionPair: (seed) => ({
    publicKey: stretch(hash('key', seed), ENCRYPTION_KEY_LENGTH),
    secretKey: seed,
  }),
  seal: (recipient, plaintext, random) =>
    concat(
      recipient.subarray(0, 32),
      random,
      plaintext,
      tagOf(recipient.subarray(0, 32), random, plaintext),
    ),
  unseal(pair, sealed) {
    const recipient = sealed.subarray(0, 32);
    const random = sealed.subarray(32, 32 + RANDOM);
    const plaintext = sealed.subarray(32 + RANDOM, -AEAD_TAG_LENGTH);
    const isForPair = equalBytes(recipient, pair.publicKey.subarray(0, 32));
    const tag = sealed.subarray(-AEAD_TAG_LENGTH);
    const isWhole = equalBytes(tag, tagOf(recipient, random, plaintext));
    return isForPair && isWhole ? plaintext.slice() : undefined;
  },
  argon2id: (passphrase, salt) => Promise.resolve(hash('key', concat(passphrase, salt))),
  aeadSeal: (key, nonce, plaintext, aad) =>
    concat(plaintext, tagOf(key, nonce, concat(aad, plaintext))),
  aeadOpen(key, nonce, ciphertext, aad) {
    const plaintext = ciphertext.subarray(0, -AEAD_TAG_LENGTH);
    const tag = ciphertext.subarray(-AEAD_TAG_LENGTH);
    return equalBytes(tag, tagOf(key, nonce, concat(aad, plaintext)))
      ? plaintext.slice()
      : undefined;
  },
};

/** Random bytes that a box is sealed with. */
const RANDOM = 88;

function seal({ suite, publicKey }: Key, message: Uint8Array, context: Uint8Array): Uint8Array {
  const length = new DataView(new ArrayBuffer(2));
  length.setUint16(0, context.length);
  const bound = concat(new Uint8Array(length.buffer), context, message);
  return stretch(
    hash('preimage', concat(publicKey.subarray(0, 32), bound)),
    SUITES[suite].signature,
  );
}

function tagOf(key: Uint8Array, nonce: Uint8Array, data: Uint8Array): Uint8Array {
  return hash('note', concat(key, nonce, data)).subarray(0, AEAD_TAG_LENGTH);
}

/** A hash again and again, up to a length. */
function stretch(digest: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += digest.length) {
    bytes.set(digest.subarray(0, length - at), at);
  }
  return bytes;
}
