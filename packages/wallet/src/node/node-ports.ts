import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { newKeyPair, nodeCrypto } from '@tallystick/protocol/crypto-node';
import { fetchTransport } from '../core/client/fetch-transport.ts';
import type { WalletPorts, WalletStorage } from '../core/ports.ts';

/** Node's own clock, generator, `fetch` and OpenSSL, with a storage. */
export function nodePorts(storage: WalletStorage): WalletPorts {
  return {
    storage,
    connect: (url) => fetchTransport(url),
    clock: { now: () => Date.now(), sleep: sleepUnless },
    random: (length) => new Uint8Array(randomBytes(length)),
    crypto: nodeCrypto,
    newKeyPair,
  };
}

async function sleepUnless(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
