/** The wallet in a browser: the same SDK, stored in IndexedDB. Nothing here imports from Node. */
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import { webCryptoSigner } from './browser/webcrypto-signer.ts';
import { fetchTransport } from './core/client/fetch-transport.ts';
import type { WalletPorts, WalletStorage } from './core/ports.ts';

export { openIndexedDbStorage } from './browser/indexeddb-storage.ts';
export { webCryptoSigner } from './browser/webcrypto-signer.ts';
export * from './index.ts';

/** The browser's clock, generator and `fetch`; @noble's cryptography, and the browser's own signatures where it has them. */
export function browserPorts(storage: WalletStorage): WalletPorts {
  return {
    storage,
    connect: (url) => fetchTransport(url),
    clock: {
      now: () => Date.now(),
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted === true) return resolve();
          const wake = (): void => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', wake);
            resolve();
          };
          const timer = setTimeout(wake, ms);
          signal?.addEventListener('abort', wake);
        }),
    },
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    crypto: nobleCrypto,
    signer: webCryptoSigner(nobleCrypto),
  };
}
