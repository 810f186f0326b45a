import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backup } from 'node:sqlite';
import { StoreError } from '../store.ts';
import { checkWriteAheadLog } from './check-log.ts';
import { openReading, toStoreError } from './connection.ts';

/** Pages copied per step, between which the calling thread is free: 4 MiB. */
const PAGES_PER_STEP = 256;

/**
 * Copies the database of `source` as it is now into the new file `target`, which appears only when
 * it is complete and on the disk.
 */
export async function backupDatabase(source: string, target: string): Promise<void> {
  checkWriteAheadLog(source);
  await reserve(target);
  const partial = `${target}.partial`;
  const db = openReading(source);
  try {
    // One snapshot for the whole copy: without it, every commit meanwhile would begin the copy
    // anew.
    db.exec('BEGIN');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    await backup(db, partial, { rate: PAGES_PER_STEP });
    await chmod(partial, 0o600);
    await sync(partial);
    await rename(partial, target);
    await sync(dirname(target));
  } catch (error) {
    await rm(partial, { force: true });
    await rm(target, { force: true });
    throw toStoreError(target, error);
  } finally {
    db.close();
  }
}

/** Creates the file, so that nothing that exists is ever overwritten. */
async function reserve(target: string): Promise<void> {
  try {
    const handle = await open(target, 'wx', 0o600);
    await handle.close();
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new StoreError(exists ? 'exists' : 'io', `${target}: ${String(error)}`, { cause: error });
  }
}

/** Presses a file, or a folder's names, to the disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
