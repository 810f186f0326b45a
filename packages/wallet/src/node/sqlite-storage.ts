import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Outcome, type Problem, done, failed } from '../core/outcome.ts';
import type { StorageChange, WalletStorage } from '../core/ports.ts';
import { StorageDamage } from '../core/storage/damage.ts';
import { claimFile, syncFolder } from './owned-file.ts';
import { PAGE_BYTES, checkPageDigests, writePageDigests } from './page-digests.ts';

/** The numbered schema of this program; PRAGMA user_version of the file. */
const SCHEMA_VERSION = 1;
/**
 * PRAGMA application_id ("TALY") of a file whose page digests have been written once: from then on they are never missing. In
 * the file itself, for a wallet whose first process was killed has none, and that is no damage.
 */
const DIGESTED = 0x54414c59;
/** How long to wait for another process that is just closing the wallet, in milliseconds. */
const LOCK_WAIT_MS = 2000;

/** The files of a wallet's storage. */
export interface StorageFiles {
  readonly database: string;
  readonly digests: string;
  readonly lock: string;
}

export function storageFiles(folder: string): StorageFiles {
  const database = join(folder, 'wallet.db');
  return { database, digests: `${database}.pages`, lock: join(folder, 'wallet.lock') };
}

/**
 * A wallet's storage in one SQLite file of `folder`, which must exist. Fails with `busy` while another process has it open,
 * and with `tampering` when the file is damaged.
 *
 * A rollback journal and not WAL: SQLite takes a damaged frame of a WAL for the end of it and forgets, in silence, what had
 * been acknowledged after it. A wallet that forgets its last state signs a second one. The journal is overwritten and not cut
 * off at each commit, which syncs sooner, and removed when the storage is closed.
 */
export function openSqliteStorage(folder: string): Outcome<WalletStorage> {
  const files = storageFiles(folder);
  const lock = takeLock(files.lock);
  if (!lock.ok) return lock;
  try {
    claimFile(files.database);
    const database = openDatabase(files);
    syncFolder(folder);
    return done(new SqliteStorage(database, lock.value, files));
  } catch (error) {
    lock.value.close();
    return openingFailure(error, files);
  }
}

/**
 * The lock lives in a database of its own, for as long as the storage is open: reading the wallet's file beside SQLite, as
 * `inspect` does, would release the locks that this process holds on it (POSIX), and the system releases this one when a
 * process dies.
 */
function takeLock(path: string): Outcome<DatabaseSync> {
  claimFile(path);
  const lock = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
  try {
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    return done(lock);
  } catch {
    lock.close();
    const message = 'Another process has this wallet open: close it, then try again.';
    return failed('busy', 'wallet-locked', message, { lock: path });
  }
}

function openDatabase(files: StorageFiles): DatabaseSync {
  const database = new DatabaseSync(files.database, { readBigInts: true });
  try {
    database.exec(`
      PRAGMA page_size = ${PAGE_BYTES};
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = PERSIST;
      PRAGMA synchronous = FULL;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
    `);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync): void {
  const row = database.prepare('PRAGMA user_version').get() as { user_version: bigint };
  if (row.user_version > BigInt(SCHEMA_VERSION)) throw new NewerSchema(row.user_version);
  if (row.user_version === BigInt(SCHEMA_VERSION)) return;
  // The generation stands there twice: one changed byte cannot make older page digests look out of date.
  database.exec(`
    BEGIN EXCLUSIVE;
    CREATE TABLE record (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT;
    CREATE TABLE mark (generation INTEGER NOT NULL, again INTEGER NOT NULL) STRICT;
    INSERT INTO mark VALUES (0, 0);
    PRAGMA user_version = ${SCHEMA_VERSION};
    COMMIT;
  `);
}

class NewerSchema extends Error {
  constructor(version: bigint) {
    super(`the wallet's file has version ${version}, this program knows ${SCHEMA_VERSION}`);
    this.name = 'NewerSchema';
  }
}

function openingFailure(error: unknown, files: StorageFiles): Outcome<never> {
  if (error instanceof NewerSchema) {
    return failed('usage', 'newer-wallet', `Use the program that wrote it: ${error.message}.`);
  }
  if (!isDamage(error)) throw error;
  const located = checkPageDigests(files.database, files.digests, undefined, false);
  const problems =
    located.length > 0 ? located : [{ where: files.database, what: (error as Error).message }];
  return failed('tampering', 'storage-damaged', 'The wallet’s file is not what was written.', {
    problems: problems.map(({ where, what }) => ({ where, what })),
  });
}

/** SQLITE_CORRUPT (11), SQLITE_NOTADB (26), SQLITE_FORMAT (24), and what a damaged schema leads to: SQLITE_ERROR (1). */
const DAMAGE_CODES = new Set([1, 11, 24, 26]);

function isDamage(error: unknown): boolean {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' && DAMAGE_CODES.has(code & 255);
}

class SqliteStorage implements WalletStorage {
  readonly #database: DatabaseSync;
  readonly #lock: DatabaseSync;
  readonly #files: StorageFiles;
  readonly #get: StatementSync;
  readonly #list: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #advance: StatementSync;
  #written = false;

  constructor(database: DatabaseSync, lock: DatabaseSync, files: StorageFiles) {
    this.#database = database;
    this.#lock = lock;
    this.#files = files;
    this.#get = database.prepare('SELECT value FROM record WHERE key = ?');
    this.#list = database.prepare(
      'SELECT key, value FROM record WHERE key >= ? AND key < ? ORDER BY key',
    );
    this.#put = database.prepare(
      'INSERT INTO record VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
    this.#remove = database.prepare('DELETE FROM record WHERE key = ?');
    this.#advance = database.prepare(
      'UPDATE mark SET generation = generation + 1, again = again + 1',
    );
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.#attempt(() => {
      const row = this.#get.get(key) as { value: Uint8Array } | undefined;
      return row === undefined ? undefined : Uint8Array.from(row.value);
    });
  }

  list(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    return this.#attempt(() => {
      // U+007F sorts after every printable ASCII character.
      const rows = this.#list.all(prefix, `${prefix}\u007F`) as {
        key: string;
        value: Uint8Array;
      }[];
      return rows.map(({ key, value }) => [key, Uint8Array.from(value)] as const);
    });
  }

  write(changes: readonly StorageChange[]): Promise<void> {
    return this.#attempt(() => {
      this.#written = true;
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        for (const { key, value } of changes) {
          if (value === null) this.#remove.run(key);
          else this.#put.run(key, value);
        }
        this.#advance.run();
        this.#database.exec('COMMIT');
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  inspect(): Promise<readonly Problem[]> {
    const { database, digests } = this.#files;
    const problems: Problem[] = [];
    let generation: bigint | undefined;
    let isDigested = false;
    try {
      isDigested = this.#isDigested();
      const rows = this.#database.prepare('SELECT generation, again FROM mark').all();
      const mark = rows[0] as { generation: bigint; again: bigint } | undefined;
      if (rows.length !== 1 || mark === undefined || mark.generation !== mark.again) {
        problems.push({ where: `${database}, table mark`, what: 'is not what was written' });
      } else {
        generation = mark.generation;
      }
      const found = this.#database.prepare('PRAGMA integrity_check').all() as {
        integrity_check: string;
      }[];
      for (const { integrity_check: what } of found) {
        if (what !== 'ok') problems.push({ where: database, what });
      }
    } catch (error) {
      problems.push({ where: database, what: (error as Error).message });
    }
    return Promise.resolve([
      ...checkPageDigests(database, digests, generation, isDigested),
      ...problems,
    ]);
  }

  close(): Promise<void> {
    return this.#attempt(() => {
      const { database, digests } = this.#files;
      try {
        const before = this.#generation();
        if (this.#written && before !== undefined && !this.#isDigested()) {
          // First that there are digests, then that there have to be: a crash between leaves some that are out of date.
          writePageDigests(database, digests, before);
          this.#database.exec(`BEGIN IMMEDIATE; PRAGMA application_id = ${DIGESTED}`);
          this.#advance.run();
          this.#database.exec('COMMIT');
        }
        const generation = this.#generation();
        if (this.#written) this.#database.exec('PRAGMA journal_mode = DELETE');
        this.#database.close();
        if (!this.#written || generation === undefined) return;
        writePageDigests(database, digests, generation);
      } finally {
        if (this.#database.isOpen) this.#database.close();
        this.#lock.close();
      }
    });
  }

  #isDigested(): boolean {
    const row = this.#database.prepare('PRAGMA application_id').get();
    return (row as { application_id: bigint } | undefined)?.application_id === BigInt(DIGESTED);
  }

  /** Undefined where the table is damaged: then there is nothing to digest. */
  #generation(): bigint | undefined {
    const row = this.#database.prepare('SELECT generation FROM mark').get();
    return (row as { generation: bigint } | undefined)?.generation;
  }

  #attempt<T>(work: () => T): Promise<T> {
    try {
      return Promise.resolve(work());
    } catch (error) {
      if (!isDamage(error)) return Promise.reject(error);
      const what = (error as Error).message;
      return Promise.reject(new StorageDamage([{ where: this.#files.database, what }]));
    }
  }
}
