import { hkdfSync, randomBytes } from 'node:crypto';
import { AEAD_KEY_LENGTH, AEAD_NONCE_LENGTH, type CryptoProvider } from '@tallystick/protocol';

/** Small secrets in the desk, sealed under the desk's key, each bound to the name of what it belongs to. */
export interface SecretBox {
  seal(secret: Uint8Array, name: string): Uint8Array;
  open(sealed: Uint8Array, name: string): Uint8Array | undefined;
}

/** `deskKey`: 32 bytes of this machine; what is used here is derived from them. */
export function newSecretBox(deskKey: Uint8Array, crypto: CryptoProvider): SecretBox {
  const derived = hkdfSync('sha256', deskKey, '', 'tallystick/v1/desk', AEAD_KEY_LENGTH);
  const key = new Uint8Array(derived);
  const utf8 = new TextEncoder();
  return {
    seal(secret, name) {
      const nonce = new Uint8Array(randomBytes(AEAD_NONCE_LENGTH));
      const sealed = crypto.aeadSeal(key, nonce, secret, utf8.encode(name));
      return Buffer.concat([nonce, sealed]);
    },
    open(sealed, name) {
      if (sealed.length < AEAD_NONCE_LENGTH) return undefined;
      const nonce = sealed.subarray(0, AEAD_NONCE_LENGTH);
      const ciphertext = sealed.subarray(AEAD_NONCE_LENGTH);
      return crypto.aeadOpen(key, nonce, ciphertext, utf8.encode(name));
    },
  };
}
