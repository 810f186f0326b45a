import { constants, DatabaseSync } from 'node:sqlite';
import { StoreError, type StoreErrorCode } from '../store.ts';
import { PAGE_SIZE } from './schema.ts';

/**
 * How hard a commit is pressed to the disk. Anything but `FULL` is there for tests that must fail.
 */
export type Durability = 'FULL' | 'NORMAL';

/** SQLITE_FULL, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_BUSY: https://www.sqlite.org/rescode.html. */
const CODES = new Map<number, StoreErrorCode>([
  [13, 'full'],
  [11, 'damaged'],
  [26, 'damaged'],
  [5, 'busy'],
]);

/** The writer's connection: it alone changes the database. */
export function openWriting(file: string, durability: Durability, pageLimit: number): DatabaseSync {
  return guarded(file, () => {
    const db = new DatabaseSync(file);
    db.exec(`PRAGMA page_size = ${PAGE_SIZE}`);
    db.exec('PRAGMA journal_mode = WAL');
    db.exec(`PRAGMA synchronous = ${durability}`);
    // On macOS a plain fsync does not reach the disk.
    db.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON');
    // 8 MiB of log before it is folded into the database, so that a page written often is copied
    // once.
    db.exec('PRAGMA wal_autocheckpoint = 512; PRAGMA journal_size_limit = 134217728');
    if (pageLimit > 0) db.exec(`PRAGMA max_page_count = ${pageLimit}`);
    harden(db);
    expectPragma(db, 'journal_mode', 'wal');
    expectPragma(db, 'synchronous', durability === 'FULL' ? 2 : 1);
    expectPragma(db, 'page_size', PAGE_SIZE);
    return db;
  });
}

/** A connection that only reads: it sees whatever has been committed. */
export function openReading(file: string): DatabaseSync {
  return guarded(file, () => {
    const db = new DatabaseSync(file, { readOnly: true });
    harden(db);
    return db;
  });
}

/** Runs `action` on the database of `file`; its failures become a `StoreError`. */
export function guarded<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toStoreError(file, error);
  }
}

/** What SQLite reports, in the terms of the interface. */
export function toStoreError(file: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const { errcode, message } = error as { errcode?: number; message: string };
  const code = errcode === undefined ? 'io' : (CODES.get(errcode & 0xff) ?? 'io');
  return new StoreError(code, `${file}: ${message}${ADVICE[code] ?? ''}`, { cause: error });
}

const ADVICE: Partial<Record<StoreErrorCode, string>> = {
  full: '. Make room on the disk, then start again: nothing acknowledged is lost',
  io: '. Check the disk, then start again: nothing acknowledged is lost',
  damaged: '. Run `tally audit` to find what is damaged, and restore from a backup',
};

function harden(db: DatabaseSync): void {
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY');
  db.enableDefensive(true);
  db.limits.attach = 0;
  db.setAuthorizer((action) =>
    action === constants.SQLITE_ATTACH || action === constants.SQLITE_DETACH
      ? constants.SQLITE_DENY
      : constants.SQLITE_OK,
  );
}

function expectPragma(db: DatabaseSync, name: string, expected: string | number): void {
  const actual = db.prepare(`PRAGMA ${name}`).get()?.[name];
  if (actual === expected) return;
  throw new StoreError('damaged', `no ledger: its ${name} is ${String(actual)}, not ${expected}`);
}
