import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the random unlock key of a wallet's folder is, if it has one. */
export function unlockKeyPath(dir: string): string {
  return join(dir, 'unlock.key');
}

/** Where a sovereign's folder has the passphrase that founding made, since nobody gave one. */
export function keptPassphrasePath(dir: string): string {
  return join(dir, 'passphrase.txt');
}

/** What the folder keeps to open itself, or undefined; the first sovereigns have it where wallets do. */
export function readUnlockKey(dir: string): string | undefined {
  return readIfThere(keptPassphrasePath(dir)) ?? readIfThere(unlockKeyPath(dir));
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The same of a sovereign's folder as {@link unlockKeyNote} of a wallet's. */
export function keptPassphraseNote(dir: string): string {
  return (
    `No passphrase was given: one was made, and is in ${keptPassphrasePath(dir)}.\n` +
    'Whoever can read that file can mint; without it nobody can. For real money, found with a passphrase of your own.'
  );
}

/** Says on stderr where the key is, and what that means. */
export function unlockKeyNote(dir: string): string {
  return (
    `No passphrase was given: the keys are locked with a random one in ${unlockKeyPath(dir)}.\n` +
    'Whoever can read that file can use them; without it nobody can.'
  );
}
