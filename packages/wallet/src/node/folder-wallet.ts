import { existsSync, mkdirSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { createWallet } from '../core/lifecycle/create-wallet.ts';
import { joinDevice, prepareDevice } from '../core/lifecycle/enrol-device.ts';
import { openWallet } from '../core/lifecycle/open-wallet.ts';
import { type Outcome, done, failed } from '../core/outcome.ts';
import type { WalletPorts } from '../core/ports.ts';
import type { CreateOptions, PrepareOptions, Unlock, Wallet } from '../core/wallet-types.ts';
import { createKeyFile, readKeyFile } from './key-file.ts';
import { nodePorts } from './node-ports.ts';
import { openSqliteStorage, passingFiles, storageFiles } from './sqlite-storage.ts';

/** With a passphrase, or (without) with 32 random bytes in the folder's `unlock.key`, mode 0600. */
export interface FolderUnlock {
  readonly passphrase?: string;
}

/** {@link CreateOptions}, with the folder's way to unlock. */
export type FolderCreateOptions = Omit<CreateOptions, 'unlock'> & FolderUnlock;
export type FolderPrepareOptions = Omit<PrepareOptions, 'unlock'> & FolderUnlock;

/**
 * Makes `folder` (mode 0700) and a wallet in it; fails with `usage`, `wallet-exists`, where one is. Where this fails before a
 * wallet is stored, it leaves nothing behind.
 */
export function createFolderWallet(
  folder: string,
  { passphrase, ...options }: FolderCreateOptions,
): Promise<Outcome<Wallet>> {
  return inNewFolder(folder, passphrase, (unlock, ports) =>
    createWallet({ ...options, unlock }, ports),
  );
}

/** `prepareDevice` in a new folder. */
export function prepareFolderDevice(
  folder: string,
  { passphrase, ...options }: FolderPrepareOptions,
): Promise<Outcome<string>> {
  return inNewFolder(folder, passphrase, (unlock, ports) =>
    prepareDevice({ ...options, unlock }, ports),
  );
}

/** Opens the wallet of a folder; fails with `busy`, `wallet-locked`, while another process has it open. */
export function openFolderWallet(
  folder: string,
  unlock: FolderUnlock = {},
): Promise<Outcome<Wallet>> {
  return inFolder(folder, unlock, openWallet);
}

/** `joinDevice` in the folder of a prepared device. */
export function joinFolderDevice(
  folder: string,
  invitation: string,
  unlock: FolderUnlock = {},
): Promise<Outcome<Wallet>> {
  return inFolder(folder, unlock, (opened, ports) => joinDevice(invitation, opened, ports));
}

function keyFile(folder: string): string {
  return join(folder, 'unlock.key');
}

async function inFolder<T>(
  folder: string,
  { passphrase }: FolderUnlock,
  work: (unlock: Unlock, ports: WalletPorts) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (!hasWallet(folder)) {
    return failed('usage', 'no-wallet', `There is no wallet in ${folder}: create one first.`);
  }
  const unlock: Outcome<Unlock> =
    passphrase === undefined
      ? readKeyFile(keyFile(folder))
      : done({ kind: 'passphrase', passphrase });
  if (!unlock.ok) return unlock;
  const storage = openSqliteStorage(folder);
  return storage.ok ? await work(unlock.value, nodePorts(storage.value)) : storage;
}

async function inNewFolder<T>(
  folder: string,
  passphrase: string | undefined,
  work: (unlock: Unlock, ports: WalletPorts) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  const storage = openSqliteStorage(folder);
  if (!storage.ok) return storage;
  // An attempt that was killed before it stored anything has left an empty storage, and that is no wallet.
  if ((await storage.value.list('')).length > 0) {
    await storage.value.close();
    return failed('usage', 'wallet-exists', `There is a wallet in ${folder} already.`);
  }
  const unlock: Unlock =
    passphrase === undefined ? createKeyFile(keyFile(folder)) : { kind: 'passphrase', passphrase };
  const result = await work(unlock, nodePorts(storage.value));
  if (!result.ok) await removeEmpty(folder, made !== undefined);
  return result;
}

function hasWallet(folder: string): boolean {
  return existsSync(storageFiles(folder).database);
}

/** Removes what an attempt left, unless a wallet is stored: then opening it goes on where the attempt ended. */
async function removeEmpty(folder: string, isOurs: boolean): Promise<void> {
  const storage = openSqliteStorage(folder);
  if (!storage.ok) return;
  const stored = await storage.value.list('');
  await storage.value.close();
  if (stored.length > 0) return;
  const { database, digests, lock } = storageFiles(folder);
  const passing = Object.values(passingFiles(folder));
  for (const file of [database, ...passing, digests, lock, keyFile(folder)]) {
    rmSync(file, { force: true });
  }
  if (isOurs && readdirSync(folder).length === 0) rmdirSync(folder);
}
