import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_dsa44, ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { slh_dsa_sha2_128f, slh_dsa_sha2_128s } from '@noble/post-quantum/slh-dsa.js';
import type { Signer } from '@noble/post-quantum/utils.js';
import { argon2id } from 'hash-wasm';
import { ARGON2_KEY_LENGTH, assertArgon2 } from '../argon2.ts';
import { MAX_CONTEXT, assertLength } from '../lengths.ts';
import type { CryptoProvider, KeyPair } from '../provider.ts';
import { type SealPrimitives, encryptionPairOf, openBox, sealBox } from '../sealed-box.ts';
import { SUITES, type Suite, isSuite } from '../suite.ts';

const SIGNERS: Readonly<Record<Suite, Signer>> = {
  1: ml_dsa44,
  2: ml_dsa65,
  3: slh_dsa_sha2_128f,
  4: slh_dsa_sha2_128s,
};

/** ML-DSA's seed expands to what signing needs in a few milliseconds: kept as long as the key pair itself. */
const expanded = new WeakMap<KeyPair, Uint8Array>();

export const nobleSealing: SealPrimitives = {
  x25519PublicKey: (secretKey) => x25519.getPublicKey(secretKey),
  x25519: (secretKey, publicKey) => x25519.getSharedSecret(secretKey, publicKey),
  mlkemPublicKey: (seed) => ml_kem768.keygen(seed).publicKey,
  encapsulate(publicKey, random) {
    const { sharedSecret, cipherText } = ml_kem768.encapsulate(publicKey, random);
    return { secret: sharedSecret, ciphertext: cipherText };
  },
  decapsulate: (seed, ciphertext) =>
    ml_kem768.decapsulate(ciphertext, ml_kem768.keygen(seed).secretKey),
  hkdf: (secret, info) => hkdf(sha256, secret, undefined, info, 32),
  aeadSeal: (key, nonce, plaintext, aad) => xchacha20poly1305(key, nonce, aad).encrypt(plaintext),
  aeadOpen(key, nonce, ciphertext, aad) {
    try {
      return xchacha20poly1305(key, nonce, aad).decrypt(ciphertext);
    } catch {
      return undefined;
    }
  },
};

/** Every algorithm in JavaScript and WebAssembly, the same in a browser and in Node. */
export const nobleCrypto: CryptoProvider = {
  name: 'noble',
  sha256: (data) => sha256(data),
  keyPair(suite, seed) {
    assertLength('seed', seed, SUITES[suite].seed);
    const { publicKey, secretKey } = SIGNERS[suite].keygen(seed);
    if (suite === 3 || suite === 4) return { suite, publicKey, secretKey };
    const pair = { suite, publicKey, secretKey: seed.slice() };
    expanded.set(pair, secretKey);
    return pair;
  },
  sign(key, message, context) {
    return SIGNERS[key.suite].sign(message, signingKey(key), { context });
  },
  verify(key, message, signature, context) {
    if (!isSuite(key.suite) || context.length > MAX_CONTEXT) return false;
    const sizes = SUITES[key.suite];
    if (key.publicKey.length !== sizes.publicKey) return false;
    if (signature.length !== sizes.signature) return false;
    try {
      return SIGNERS[key.suite].verify(signature, message, key.publicKey, { context });
    } catch {
      return false;
    }
  },
  encryptionPair: (seed) => encryptionPairOf(nobleSealing, seed),
  seal: (recipient, plaintext, random) => sealBox(nobleSealing, recipient, plaintext, random),
  unseal: (pair, sealed) => openBox(nobleSealing, pair, sealed),
  async argon2id(passphrase, salt, cost) {
    assertArgon2(salt, cost);
    return await argon2id({
      password: passphrase,
      salt,
      iterations: cost.passes,
      parallelism: cost.lanes,
      memorySize: cost.memoryKib,
      hashLength: ARGON2_KEY_LENGTH,
      outputType: 'binary',
    });
  },
  aeadSeal: (key, nonce, plaintext, aad) => nobleSealing.aeadSeal(key, nonce, plaintext, aad),
  aeadOpen: (key, nonce, ciphertext, aad) => nobleSealing.aeadOpen(key, nonce, ciphertext, aad),
};

/**
 * The same, with signatures that follow from key, message and context alone (FIPS 204 §3.4, FIPS 205 §9.2): for vectors and
 * simulations, whose every run must give the same bytes. Whatever holds value signs hedged.
 */
export const nobleDeterministic: CryptoProvider = {
  ...nobleCrypto,
  name: 'noble-deterministic',
  sign(key, message, context) {
    return SIGNERS[key.suite].sign(message, signingKey(key), { context, extraEntropy: false });
  },
};

function signingKey(key: KeyPair): Uint8Array {
  if (key.suite === 3 || key.suite === 4) return key.secretKey;
  const known = expanded.get(key);
  if (known !== undefined) return known;
  const { secretKey } = SIGNERS[key.suite].keygen(key.secretKey);
  expanded.set(key, secretKey);
  return secretKey;
}
