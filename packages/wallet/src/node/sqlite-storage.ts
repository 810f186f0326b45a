import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Outcome, type Problem, done, failed } from '../core/outcome.ts';
import type { StorageChange, WalletStorage } from '../core/ports.ts';
import { StorageDamage } from '../core/storage/damage.ts';
import { type AcknowledgedMark, openMark, readMark } from './acknowledged-mark.ts';
import { claimFile, syncFolder } from './owned-file.ts';
import { PAGE_BYTES, checkPageDigests, writePageDigests } from './page-digests.ts';
import { isLogDamaged } from './write-ahead-log.ts';

/** The numbered schema of this program; PRAGMA user_version of the file. */
const SCHEMA_VERSION = 1;
/**
 * PRAGMA application_id ("TALY") of a file whose page digests have been written once: from then on they are never missing. In
 * the file itself, for a wallet whose first process was killed has none, and that is no damage.
 */
const DIGESTED = 0x54414c59;
/** Which write of a session begins the write-ahead log. To begin one and to fold it in again takes what about seven writes save. */
const LOGGED_FROM = 8;
/** How long to wait for another process that is just closing the wallet, in milliseconds. */
const LOCK_WAIT_MS = 2000;

/** The files of a wallet's storage. */
export interface StorageFiles {
  readonly database: string;
  readonly digests: string;
  readonly lock: string;
}

/** `NORMAL` loses acknowledged writes when the power goes: the tests of power cuts see it do so. */
export type Durability = 'FULL' | 'NORMAL';

export function storageFiles(folder: string): StorageFiles {
  const database = join(folder, 'wallet.db');
  return { database, digests: `${database}.pages`, lock: join(folder, 'wallet.lock') };
}

/** Files that are beside the database only while it is open, or was when its process died. */
export function passingFiles(folder: string): {
  readonly [K in 'journal' | 'log' | 'mark']: string;
} {
  const { database } = storageFiles(folder);
  return { journal: `${database}-journal`, log: `${database}-wal`, mark: `${database}.mark` };
}

/**
 * A wallet's storage in one SQLite file of `folder`, which must exist. Fails with `busy` while another process has it open,
 * and with `tampering` when the file is damaged.
 *
 * The first writes go through a rollback journal: what writes a few times, as a command does, leaves at once what it found, one file.
 * Further ones go to a write-ahead log, a third of the time, which is folded into the file when the storage is closed. SQLite takes a damaged frame
 * of that log for its end and would forget, in silence, what had been acknowledged after it; a wallet that forgets its last state signs
 * a second one. So the log is read before SQLite does, and what was acknowledged is marked beside it.
 */
export function openSqliteStorage(
  folder: string,
  durability: Durability = 'FULL',
): Outcome<WalletStorage> {
  const files = storageFiles(folder);
  const lock = takeLock(files.lock);
  if (!lock.ok) return lock;
  try {
    claimFile(files.database);
    const { log, mark } = passingFiles(folder);
    if (isLogDamaged(log)) throw new Forgotten(log);
    const database = openDatabase(files, durability, readMark(mark));
    syncFolder(folder);
    return done(new SqliteStorage(database, lock.value, files, mark));
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

function openDatabase(
  files: StorageFiles,
  durability: Durability,
  acknowledged: bigint,
): DatabaseSync {
  const database = new DatabaseSync(files.database, { readBigInts: true });
  try {
    // The lock first: then a write-ahead log needs no shared memory. One that a killed process left is folded by the journal's mode.
    database.exec(`
      PRAGMA page_size = ${PAGE_BYTES};
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA synchronous = ${durability};
      PRAGMA journal_mode = DELETE;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
    `);
    migrate(database);
    const generation = generationOf(database);
    if (generation !== undefined && generation < acknowledged) {
      throw new Forgotten(files.database);
    }
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

/** Undefined where the table is damaged. */
function generationOf(database: DatabaseSync): bigint | undefined {
  const row = database.prepare('SELECT generation FROM mark').get();
  return (row as { generation: bigint } | undefined)?.generation;
}

/** Something is missing that was acknowledged. */
class Forgotten extends Error {
  readonly where: string;

  constructor(where: string) {
    super('has lost writes that had been acknowledged');
    this.name = 'Forgotten';
    this.where = where;
  }
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
  if (!(error instanceof Forgotten) && !isDamage(error)) throw error;
  const problems = damageOf(error, files);
  return failed('tampering', 'storage-damaged', 'The wallet’s file is not what was written.', {
    problems: problems.map(({ where, what }) => ({ where, what })),
  });
}

function damageOf(error: unknown, { database, digests }: StorageFiles): readonly Problem[] {
  if (error instanceof Forgotten) return [{ where: error.where, what: error.message }];
  const located = checkPageDigests(database, digests, undefined, false);
  return located.length > 0 ? located : [{ where: database, what: (error as Error).message }];
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
  readonly #markFile: string;
  readonly #get: StatementSync;
  readonly #list: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #advance: StatementSync;
  #writes = 0;
  /** From {@link LOGGED_FROM} on. */
  #mark: AcknowledgedMark | undefined;

  constructor(database: DatabaseSync, lock: DatabaseSync, files: StorageFiles, markFile: string) {
    this.#database = database;
    this.#lock = lock;
    this.#files = files;
    this.#markFile = markFile;
    this.#get = database.prepare('SELECT value FROM record WHERE key = ?');
    this.#list = database.prepare(
      'SELECT key, value FROM record WHERE key >= ? AND key < ? ORDER BY key',
    );
    this.#put = database.prepare(
      'INSERT INTO record VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
    this.#remove = database.prepare('DELETE FROM record WHERE key = ?');
    this.#advance = database.prepare(
      'UPDATE mark SET generation = generation + 1, again = again + 1 RETURNING generation',
    );
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.#attempt(() => {
      const row = this.#get.get(key) as { value: Uint8Array } | undefined;
      return row?.value;
    });
  }

  list(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    return this.#attempt(() => {
      // U+007F sorts after every printable ASCII character.
      const rows = this.#list.all(prefix, `${prefix}\u007F`) as {
        key: string;
        value: Uint8Array;
      }[];
      return rows.map(({ key, value }) => [key, value] as const);
    });
  }

  write(changes: readonly StorageChange[]): Promise<void> {
    return this.#attempt(() => {
      this.#writes += 1;
      if (this.#writes >= LOGGED_FROM && this.#mark === undefined) this.#beginLog();
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        for (const { key, value } of changes) {
          if (value === null) this.#remove.run(key);
          else this.#put.run(key, value);
        }
        const row = this.#advance.get() as { generation: bigint } | undefined;
        this.#database.exec('COMMIT');
        if (row !== undefined) this.#mark?.set(row.generation);
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** Not before a write: it changes the file's head, and what page digests say of a generation has to stay true. */
  #beginLog(): void {
    const row = this.#database.prepare('PRAGMA journal_mode = WAL').get();
    if ((row as { journal_mode: string } | undefined)?.journal_mode !== 'wal') {
      throw new RangeError('SQLite keeps no write-ahead log here');
    }
    this.#mark = openMark(this.#markFile);
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
        if (this.#mark !== undefined) this.#database.exec('PRAGMA journal_mode = DELETE');
        const before = generationOf(this.#database);
        if (this.#writes > 0 && before !== undefined && !this.#isDigested()) {
          // First that there are digests, then that there have to be: a crash between leaves some that are out of date.
          writePageDigests(database, digests, before);
          this.#database.exec(`BEGIN IMMEDIATE; PRAGMA application_id = ${DIGESTED}`);
          this.#advance.run();
          this.#database.exec('COMMIT');
        }
        const generation = generationOf(this.#database);
        this.#database.close();
        this.#mark?.close();
        rmSync(this.#markFile, { force: true });
        if (this.#writes === 0 || generation === undefined) return;
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
