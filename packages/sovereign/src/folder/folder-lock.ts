import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { SovereignProblem } from '../founding/options.ts';
import type { FolderPaths } from './paths.ts';

/** Held while a process works on a folder. */
export interface FolderLock {
  release(): void;
}

/** SQLite's result code when another connection holds the lock. */
const SQLITE_BUSY = 5;

/**
 * Keeps two nodes off one folder. The lock is the operating system's, taken through SQLite, so it ends with the process,
 * however that ends, and nothing stale is left. Throws `SovereignProblem` `already-running`.
 */
export function lockFolder(paths: FolderPaths): FolderLock {
  closeSync(openSync(paths.lock, 'a', 0o600));
  const db = new DatabaseSync(paths.lock);
  try {
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    const message = `${paths.root} is in use by another process: stop that one first`;
    throw new SovereignProblem('already-running', message);
  }
  return {
    release() {
      if (db.isOpen) db.close();
    },
  };
}
