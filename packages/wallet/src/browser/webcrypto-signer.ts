import type { CryptoProvider, KeyPair } from '@tallystick/protocol';
import type { Signer } from '../core/ports.ts';

/** WebCrypto's name of suite 1, and its way to carry FIPS 204's `ctx` (WICG "Modern Algorithms in the Web Cryptography API"). */
const ALGORITHM = 'ML-DSA-44';

/**
 * Signs with the browser's own ML-DSA-44, some ten times faster than JavaScript, where it has one; else, and with other suites,
 * with `fallback`.
 */
export function webCryptoSigner(fallback: CryptoProvider): Signer {
  const imported = new WeakMap<KeyPair, Promise<CryptoKey | undefined>>();
  return {
    async sign(key, message, context) {
      const known = imported.get(key) ?? importKey(key);
      imported.set(key, known);
      const own = await known;
      if (own === undefined) return fallback.sign(key, message, context);
      const parameters = { name: ALGORITHM, context: new Uint8Array(context) };
      return new Uint8Array(await crypto.subtle.sign(parameters, own, new Uint8Array(message)));
    },
  };
}

async function importKey(key: KeyPair): Promise<CryptoKey | undefined> {
  if (key.suite !== 1) return undefined;
  try {
    const format = 'raw-seed' as KeyFormat as 'raw';
    const seed = new Uint8Array(key.secretKey);
    return await crypto.subtle.importKey(format, seed, { name: ALGORITHM }, false, ['sign']);
  } catch {
    // An older browser, or a page without a secure context.
    return undefined;
  }
}
