import {
  AEAD_KEY_LENGTH,
  type Codec,
  bytes,
  constant,
  decode,
  encode,
  mapped,
  nullable,
  record,
  text,
  uint,
} from '@tallystick/protocol';
import type { Outcome } from '../outcome.ts';
import { guard, need } from '../stop.ts';
import { StorageDamage, storageCall } from '../storage/damage.ts';
import type { Unlock } from '../wallet-types.ts';
import type { KeptWallet, Keyring, NewWay, UnlockWay } from './keyring-types.ts';
import { describeWays } from './unlock.ts';
import { HEADER_KEY, type Vault, type VaultPorts, createVault, openVault } from './vault.ts';

const WALLETS = 'wallet/';
const NOTES = 'note/';

interface Kept extends KeptWallet {
  readonly version: 1;
  readonly key: Uint8Array;
}

const flag: Codec<boolean> = mapped(
  uint(1),
  (value) => value === 1,
  (value) => (value ? 1 : 0),
);

const keptCodec: Codec<Kept> = record({
  version: constant(1),
  key: bytes(AEAD_KEY_LENGTH),
  name: text(64, 1),
  url: text(2048, 1),
  sovereign: text(256),
  handle: nullable(text(32)),
  isMade: flag,
});

/** A new keyring in an empty storage (`usage`, `wallet-exists`), which it owns from here on. */
export function createKeyring(ports: VaultPorts, way: NewWay): Promise<Outcome<Keyring>> {
  return guard(async () => keyringOf(ports, need(await createVault(ports, way, []))));
}

/** The keyring in a storage, which it owns from here on: `usage`, `no-wallet` or `wrong-unlock`; `tampering`. */
export function openKeyring(ports: VaultPorts, unlock: Unlock): Promise<Outcome<Keyring>> {
  return guard(async () => keyringOf(ports, need(await openVault(ports, unlock))));
}

/** How a stored keyring, or a wallet, can be opened, before it is: null where there is none. */
export function readWays({
  storage,
}: Pick<VaultPorts, 'storage'>): Promise<Outcome<readonly UnlockWay[] | null>> {
  return guard(async () => {
    const header = await storageCall(() => storage.get(HEADER_KEY));
    return header === undefined ? null : need(describeWays(header));
  });
}

/** Has a stored wallet opened by `to` from now on, and by nothing else; it is opened by `from` for it. Leaves the storage open. */
export function changeUnlock(ports: VaultPorts, from: Unlock, to: Unlock): Promise<Outcome<null>> {
  return guard(async () => {
    const vault = need(await openVault(ports, from));
    const ways = need(await readWays(ports)) ?? [];
    const remove = ways.map(({ id }) => id);
    return need(await vault.changeWays({ add: { unlock: to }, remove }));
  });
}

function keyringOf(ports: VaultPorts, vault: Vault): Keyring {
  const readKept = async (name: string): Promise<Kept | undefined> => {
    const stored = await vault.get(WALLETS + name);
    return stored === undefined ? undefined : keptOf(name, stored);
  };
  return {
    ways: () => guard(async () => need(await readWays(ports)) ?? []),
    addWay: (add) => guard(async () => need(await vault.changeWays({ add }))),
    removeWay: (id) => guard(async () => need(await vault.changeWays({ remove: [id] }))),
    wallets: () =>
      guard(async () =>
        (await vault.list(WALLETS)).map(([name, stored]) => viewOf(keptOf(name, stored))),
      ),
    keep: (wallet) =>
      guard(async () => {
        const key = (await readKept(wallet.name))?.key ?? ports.random(AEAD_KEY_LENGTH);
        const value = encode(keptCodec, { version: 1, ...wallet, key });
        await vault.write([{ key: WALLETS + wallet.name, value }]);
        return { kind: 'key', key };
      }),
    forget: (name) =>
      guard(async () => {
        await vault.write([{ key: WALLETS + name, value: null }]);
        return null;
      }),
    unlockOf: (name) =>
      guard(async () => {
        const kept = await readKept(name);
        return kept === undefined ? null : { kind: 'key', key: kept.key };
      }),
    note: (name) =>
      guard(async () => {
        const stored = await vault.get(NOTES + name);
        return stored === undefined ? null : new TextDecoder().decode(stored);
      }),
    keepNote: (name, note) =>
      guard(async () => {
        const value = note === null ? null : new TextEncoder().encode(note);
        await vault.write([{ key: NOTES + name, value }]);
        return null;
      }),
    close: () =>
      guard(async () => {
        await ports.storage.close();
        return null;
      }),
  };
}

function keptOf(name: string, stored: Uint8Array): Kept {
  const kept = decode(keptCodec, stored);
  if (kept.ok) return kept.value;
  throw new StorageDamage([{ where: `record ${name}`, what: kept.reason }]);
}

function viewOf({ name, url, sovereign, handle, isMade }: Kept): KeptWallet {
  return { name, url, sovereign, handle, isMade };
}
