import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  decapsulate,
  diffieHellman,
  createHmac,
  encapsulate,
} from 'node:crypto';
import { concat } from '../../encoding/index.ts';
import { assertLength } from '../lengths.ts';
import { AEAD_KEY_LENGTH, AEAD_NONCE_LENGTH, AEAD_TAG_LENGTH } from '../provider.ts';
import type { SealPrimitives } from '../sealed-box.ts';

const AEAD = 'chacha20-poly1305';
const ONE = Uint8Array.of(1);
const TAG = { authTagLength: AEAD_TAG_LENGTH } as const;
/** RFC 8439 §2.3: the words "expand 32-byte k", little-endian. */
const CONSTANTS = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574] as const;

export const nodeSealing: SealPrimitives = {
  x25519PublicKey: (secretKey) => publicKeyOf(x25519Secret(secretKey)),
  x25519(secretKey, publicKey) {
    const peer = createPublicKey({
      key: publicKey,
      format: 'raw-public',
      asymmetricKeyType: 'x25519',
    });
    return diffieHellman({ privateKey: x25519Secret(secretKey), publicKey: peer });
  },
  mlkemPublicKey: (seed) => publicKeyOf(mlkemSecret(seed)),
  /** OpenSSL draws ML-KEM's randomness itself. */
  encapsulate(publicKey) {
    const key = createPublicKey({
      key: publicKey,
      format: 'raw-public',
      asymmetricKeyType: 'ml-kem-768',
    });
    const { sharedKey, ciphertext } = encapsulate(key);
    return { secret: sharedKey, ciphertext };
  },
  decapsulate: (seed, ciphertext) => decapsulate(mlkemSecret(seed), ciphertext),
  /** Extract and one block of expand (RFC 5869 §2): Node's own takes no more than 1,024 bytes of info. */
  hkdf: (secret, info) => new Uint8Array(hmac(hmac(new Uint8Array(32), secret), concat(info, ONE))),
  aeadSeal(key, nonce, plaintext, aad) {
    const cipher = createCipheriv(AEAD, subkey(key, nonce), shortNonce(nonce), TAG);
    cipher.setAAD(aad, { plaintextLength: plaintext.length });
    const sealed = new Uint8Array(plaintext.length + AEAD_TAG_LENGTH);
    sealed.set(cipher.update(plaintext));
    cipher.final();
    sealed.set(cipher.getAuthTag(), plaintext.length);
    return sealed;
  },
  aeadOpen(key, nonce, ciphertext, aad) {
    const length = ciphertext.length - AEAD_TAG_LENGTH;
    if (length < 0) return undefined;
    try {
      const cipher = createDecipheriv(AEAD, subkey(key, nonce), shortNonce(nonce), TAG);
      cipher.setAAD(aad, { plaintextLength: length });
      cipher.setAuthTag(ciphertext.subarray(length));
      const plaintext = new Uint8Array(cipher.update(ciphertext.subarray(0, length)));
      cipher.final();
      return plaintext;
    } catch {
      return undefined;
    }
  },
};

function hmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(data).digest();
}

function x25519Secret(secretKey: Uint8Array): ReturnType<typeof createPrivateKey> {
  return createPrivateKey({ key: secretKey, format: 'raw-private', asymmetricKeyType: 'x25519' });
}

function mlkemSecret(seed: Uint8Array): ReturnType<typeof createPrivateKey> {
  return createPrivateKey({ key: seed, format: 'raw-seed', asymmetricKeyType: 'ml-kem-768' });
}

function publicKeyOf(secret: ReturnType<typeof createPrivateKey>): Uint8Array {
  return new Uint8Array(createPublicKey(secret).export({ format: 'raw-public' }));
}

/**
 * HChaCha20 (draft-irtf-cfrg-xchacha-03 §2.2), which OpenSSL lacks. It is ChaCha20's permutation without the last addition
 * of the initial state, so it is taken from one block of OpenSSL's keystream by subtracting that state again.
 */
function subkey(key: Uint8Array, nonce: Uint8Array): Uint8Array {
  assertLength('key', key, AEAD_KEY_LENGTH);
  assertLength('nonce', nonce, AEAD_NONCE_LENGTH);
  const initial = nonce.subarray(0, 16);
  const block = createCipheriv('chacha20', key, initial).update(new Uint8Array(64));
  const words = new DataView(block.buffer, block.byteOffset, 64);
  const start = new DataView(nonce.buffer, nonce.byteOffset, 16);
  const derived = new Uint8Array(AEAD_KEY_LENGTH);
  const out = new DataView(derived.buffer);
  for (const [i, constant] of CONSTANTS.entries()) {
    out.setUint32(4 * i, words.getUint32(4 * i, true) - constant, true);
    const last = words.getUint32(48 + 4 * i, true) - start.getUint32(4 * i, true);
    out.setUint32(16 + 4 * i, last, true);
  }
  return derived;
}

/** The last eight bytes of the nonce after four zero bytes (draft-irtf-cfrg-xchacha-03 §2.3). */
function shortNonce(nonce: Uint8Array): Uint8Array {
  const short = new Uint8Array(12);
  short.set(nonce.subarray(16), 4);
  return short;
}
