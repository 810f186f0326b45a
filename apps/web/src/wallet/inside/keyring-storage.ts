import {
  type Outcome,
  type Unlock,
  type WalletStorage,
  done,
  openIndexedDbStorage,
} from '@tallystick/wallet/browser';
import type { Opener } from '../keys/calls.ts';
import { hasKeyring } from './opened.ts';

/** Where the keyring is stored; the wallet at this origin's own sovereign, which was the only one once, and had a way of its own. */
export const KEYRING = 'keyring';
export const HOME = 'wallet';
/** The note that has the request of a device that has not joined yet. */
export const REQUEST = 'device-request';
/** What a passkey's secret becomes a key for (HKDF's `info`, RFC 5869 section 3.2). */
const PURPOSE = 'tallystick/v1/unlock';

/** Works with a storage, which is closed again where that fails: the next try opens it anew. */
export async function withStorage<T>(
  name: string,
  work: (storage: WalletStorage) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const storage = await openIndexedDbStorage(name);
  if (!storage.ok) return storage;
  const outcome = await work(storage.value);
  if (!outcome.ok && !hasKeyring()) await storage.value.close();
  return outcome;
}

/** What an opener comes to in the SDK: of a passkey a key that is good for nothing else. */
export async function wayOf(opener: Opener): Promise<{ unlock: Unlock; credential?: string }> {
  if (opener.kind === 'passphrase') return { unlock: opener };
  const { subtle } = crypto;
  const info = new TextEncoder().encode(PURPOSE);
  const importing = subtle.importKey('raw', opener.secret, 'HKDF', false, ['deriveBits']);
  const secret = await importing.finally(() => opener.secret.fill(0));
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info };
  const key = new Uint8Array(await subtle.deriveBits(how, secret, 256));
  return { unlock: { kind: 'key', key }, credential: opener.credential };
}

/** Leaves nothing in a storage. */
export async function forgetAll(storage: WalletStorage): Promise<void> {
  const stored = await storage.list('');
  await storage.write(stored.map(([key]) => ({ key, value: null })));
}

/** Leaves nothing in a storage, and closes it. */
export async function emptied(storage: WalletStorage): Promise<Outcome<null>> {
  await forgetAll(storage);
  await storage.close();
  return done(null);
}
