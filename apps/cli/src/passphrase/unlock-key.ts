import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Where the random unlock key of a folder is, if it has one; wallets keep theirs under the same name. */
export function unlockKeyPath(dir: string): string {
  return join(dir, 'unlock.key');
}

/** The text of the folder's unlock key, or undefined when the folder has none. */
export function readUnlockKey(dir: string): string | undefined {
  try {
    return readFileSync(unlockKeyPath(dir), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Keeps a key in a file of the folder that only this user can read. Never replaces one. */
export function writeUnlockKey(dir: string, key: string): void {
  const file = openSync(unlockKeyPath(dir), 'wx', 0o600);
  try {
    writeSync(file, `${key}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Says on stderr where the key is, and what that means. */
export function unlockKeyNote(dir: string): string {
  return (
    `No passphrase was given: the keys are locked with a random one in ${unlockKeyPath(dir)}.\n` +
    'Whoever can read that file can use them; without it nobody can.'
  );
}
