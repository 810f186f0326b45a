import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { SovereignProblem } from '../founding/options.ts';
import type { FolderPaths } from './paths.ts';

/** A connection that nobody refers to is collected, closed, and its lock gone: these are referred to. */
const HELD = new Set<DatabaseSync>();

/** Held while a process works on a folder. */
export interface FolderLock {
  release(): void;
}

/** SQLite's result code when another connection holds the lock. */
const SQLITE_BUSY = 5;

/** Keeps two nodes off one folder. Throws `SovereignProblem` `already-running`. */
export function lockFolder(paths: FolderPaths): FolderLock {
  const lock = tryLock(paths.lock);
  if (lock !== undefined) return lock;
  const message = `${paths.root} is in use by another process: stop that one first`;
  throw new SovereignProblem('already-running', message);
}

/**
 * Locks a file, which is made where it is not there; undefined when somebody else has it. The lock is the operating
 * system's, taken through SQLite, so it ends with the process, however that ends, and nothing stale is left.
 */
export function tryLock(path: string): FolderLock | undefined {
  closeSync(openSync(path, 'a', 0o600));
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    return undefined;
  }
  HELD.add(db);
  return {
    release() {
      HELD.delete(db);
      if (db.isOpen) db.close();
    },
  };
}
