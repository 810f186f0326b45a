import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { syncFolder } from '../folder/durable-file.ts';
import { tryLock } from '../folder/folder-lock.ts';
import { createSovereign } from '../founding/create-sovereign.ts';
import {
  type CreateSovereignOptions,
  type SovereignFolder,
  SovereignProblem,
} from '../founding/options.ts';

/** What a place where something is being founded holds, and nothing else: a lock, and a sovereign that is not whole yet. */
const LOCK = 'founding.lock';
const SOVEREIGN = 'sovereign';

/**
 * Founds in a place beside the folder, `….new`, until all of it is there, so that whoever stops this at any moment gets a fresh one
 * the next time. A founding that fails leaves nothing; one that was killed leaves its place, with sealed keys that nothing has been
 * signed with, until the next one of the same folder.
 *
 * Throws as `createSovereign` does; `folder-not-empty` where something else lies in the folder or in that place too, and
 * `already-running` where another process founds there.
 */
export async function foundWhole(options: CreateSovereignOptions): Promise<SovereignFolder> {
  const folder = resolve(options.folder);
  const place = `${folder}.new`;
  const unfinished = join(place, SOVEREIGN);
  await refuseOthers(place);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const lock = tryLock(join(place, LOCK));
  if (lock === undefined) {
    const message = `${folder} is being founded by another process: wait for it, or stop it`;
    throw new SovereignProblem('already-running', message);
  }
  await using held = new AsyncDisposableStack();
  held.adopt(lock, (one) => one.release());
  held.defer(async () => {
    // The lock is what shows whose this place is: it goes last.
    await rm(unfinished, { recursive: true, force: true });
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
  });
  // Whoever had the lock before may have founded it.
  if ((await namesIn(folder)).length > 0) throw notEmpty(folder);
  await rm(unfinished, { recursive: true, force: true });
  const founded = await createSovereign({ ...options, folder: unfinished });
  await rename(unfinished, folder);
  await syncFolder(dirname(folder));
  return { ...founded, folder };
}

/** Somebody's own folder may have that name. */
async function refuseOthers(place: string): Promise<void> {
  const found = await namesIn(place);
  const isLeft = found.includes(LOCK) && found.every((name) => name === LOCK || name === SOVEREIGN);
  if (found.length > 0 && !isLeft) throw notEmpty(place);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function notEmpty(folder: string): SovereignProblem {
  const message = `${folder} is not empty, and nothing of it is removed: choose another folder, or move it away`;
  return new SovereignProblem('folder-not-empty', message);
}
