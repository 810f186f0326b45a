import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { expect, it } from 'vitest';
import { concat } from '../encoding/index.ts';
import { nobleCrypto } from './noble/index.ts';
import { nodeCrypto } from './node/index.ts';

const seed = new Uint8Array(96).map((_, i) => 7 * i);
const random = new Uint8Array(88).map((_, i) => 5 * i);
const plaintext = new TextEncoder().encode('for the harbour fund');

/** protocol.md, section 2, step by step, with a short plaintext (so that CBOR's heads are known). */
function boxByHand(): Uint8Array {
  const utf8 = new TextEncoder();
  const kem = ml_kem768.keygen(seed.subarray(32));
  const recipient = concat(x25519.getPublicKey(seed.subarray(0, 32)), kem.publicKey);
  const { cipherText, sharedSecret } = ml_kem768.encapsulate(
    kem.publicKey,
    random.subarray(32, 64),
  );
  const ephemeral = random.subarray(0, 32);
  const opening = concat(x25519.getPublicKey(ephemeral), cipherText);
  const secret = concat(x25519.getSharedSecret(ephemeral, recipient.subarray(0, 32)), sharedSecret);
  const info = concat(utf8.encode('tallystick/v1/seal'), Uint8Array.of(0), recipient, opening);
  const nonce = random.subarray(64);
  const key = hkdf(sha256, secret, new Uint8Array(0), info, 32);
  const ciphertext = xchacha20poly1305(key, nonce).encrypt(plaintext);
  return concat(
    Uint8Array.of(0x83, 0x59, 0x04, 0x60),
    opening,
    Uint8Array.of(0x58, 24),
    nonce,
    Uint8Array.of(0x58, ciphertext.length),
    ciphertext,
  );
}

it('makes the box that protocol.md describes, byte for byte', () => {
  const { publicKey } = nobleCrypto.encryptionPair(seed);
  expect(nobleCrypto.seal(publicKey, plaintext, random)).toEqual(boxByHand());
});

it.each([nodeCrypto, nobleCrypto])('$name opens the box that protocol.md describes', (provider) => {
  expect(provider.unseal(provider.encryptionPair(seed), boxByHand())).toEqual(plaintext);
});
