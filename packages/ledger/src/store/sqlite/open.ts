import { closeSync, constants, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mendKeptLog } from '../kept-log/writing.ts';
import { type Store, StoreError } from '../store.ts';
import { backupDatabase, sync } from './backup.ts';
import { checkWriteAheadLog } from './check-log.ts';
import { type Durability, guarded, openReading, openWriting, toStoreError } from './connection.ts';
import { migrate } from './migrations.ts';
import { type Collecting, storeOn } from './sqlite-store.ts';
import { startWriter } from './writer.ts';

/** The database's name in its folder. */
const DATABASE = 'ledger.db';

export interface SqliteOptions {
  /**
   * A second folder, best on another disk, that every batch is appended to before it is
   * acknowledged: it restores what a lost database held since its last backup.
   */
  readonly keptLog?: string;
}

/** What tests turn to make faults come sooner, or to show that a weaker setting loses money. */
export interface SqliteSettings {
  readonly durability: Durability;
  /** Pages the database may have; 0: as many as the disk holds. */
  readonly pageLimit: number;
  readonly collecting: Collecting;
}

/**
 * 16 MiB of changes are those of some 50,000 records, and 4 MiB of memory hold 262,144 ids.
 * Measured with a million accounts and ten million entries, a page then takes several of them.
 */
export const SETTINGS: SqliteSettings = {
  durability: 'FULL',
  pageLimit: 0,
  collecting: { recordBytes: 16 * 1024 * 1024, ids: 262_144 },
};

/**
 * Opens the ledger's database in `folder`, which is created when it is missing. Rejects with a
 * `StoreError`: `busy` when it is open already, `newer`, `damaged`, `behind`, `io`.
 */
export async function openSqliteStore(folder: string, options: SqliteOptions = {}): Promise<Store> {
  return openWithSettings(folder, options, SETTINGS);
}

export async function openWithSettings(
  folder: string,
  options: SqliteOptions,
  settings: SqliteSettings,
): Promise<Store> {
  const file = join(folder, DATABASE);
  createPrivately(folder, file);
  const unlock = lock(folder);
  let store: Store | undefined;
  try {
    checkWriteAheadLog(file);
    await prepare(file, settings);
    const writer = await startWriter({
      file,
      durability: settings.durability,
      pageLimit: settings.pageLimit,
      keptLog: options.keptLog ?? null,
    });
    const db = openReading(file);
    store = storeOn({ file, db, writer, collecting: settings.collecting, unlock });
    if (options.keptLog !== undefined) mendKeptLog(options.keptLog, store);
    return store;
  } catch (error) {
    await store?.close();
    unlock();
    throw toStoreError(file, error);
  }
}

/**
 * Copies the ledger in `folder` into the new file `target`, whether a process has it open or not;
 * what `Store.backup` does, from outside.
 */
export async function backupSqliteStore(folder: string, target: string): Promise<void> {
  await backupDatabase(join(folder, DATABASE), target);
}

/**
 * Puts what `backup` wrote where `openSqliteStore(folder)` finds it. Rejects with `exists` when
 * there is a ledger in the folder already.
 */
export async function restoreSqliteBackup(backup: string, folder: string): Promise<void> {
  const file = join(folder, DATABASE);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    await copyFile(backup, file, constants.COPYFILE_EXCL);
    await chmod(file, 0o600);
    await sync(file);
    await sync(folder);
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new StoreError(exists ? 'exists' : 'io', `${file}: ${String(error)}`, { cause: error });
  }
}

/**
 * Nobody else reads the ledger: the folder is 0700, the file 0600, which SQLite keeps for its log.
 */
function createPrivately(folder: string, file: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    const opened = openSync(folder, 'r');
    fsyncSync(opened);
    closeSync(opened);
  } catch (error) {
    throw toStoreError(file, error);
  }
}

/** Creates or migrates the schema. */
async function prepare(file: string, { durability, pageLimit }: SqliteSettings): Promise<void> {
  const db = openWriting(file, durability, pageLimit);
  try {
    await migrate(db, file);
  } finally {
    db.close();
  }
}

/**
 * Keeps every other process out: two that wrote by turns would each believe in their own memory.
 * The lock is the operating system's, so it ends with the process however that ends.
 */
function lock(folder: string): () => void {
  const file = join(folder, 'lock');
  closeSync(openSync(file, 'a', 0o600));
  const db = new DatabaseSync(file);
  try {
    guarded(file, () => db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE'));
  } catch (error) {
    db.close();
    const busy = error instanceof StoreError && error.code === 'busy';
    if (!busy) throw error;
    throw new StoreError('busy', `${folder} is open already: stop the other process first`);
  }
  return () => {
    if (db.isOpen) db.close();
  };
}
