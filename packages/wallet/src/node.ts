/** The wallet in Node: the same SDK, stored in one SQLite file of a folder that only its owner can read. */
import type { CreateOptions, Outcome, Wallet } from './index.ts';

/** {@link CreateOptions} without the unlock: see {@link FolderUnlock}. */
export type FolderCreateOptions = Omit<CreateOptions, 'unlock'> & FolderUnlock;

/** With a passphrase, or (without) with 32 random bytes in the folder's `unlock.key`, mode 0600. */
export interface FolderUnlock {
  readonly passphrase?: string;
}

/**
 * `createFolderWallet(folder, options)`: makes `folder` (mode 0700) and a wallet in it; refuses one that has a wallet
 * (`usage`, `wallet-exists`).
 */
export type CreateFolderWallet = (
  folder: string,
  options: FolderCreateOptions,
) => Promise<Outcome<Wallet>>;

/** `openFolderWallet(folder, unlock)`: fails with `busy`, `wallet-locked`, while another process has it open. */
export type OpenFolderWallet = (folder: string, unlock?: FolderUnlock) => Promise<Outcome<Wallet>>;
