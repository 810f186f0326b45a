import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { SovereignProblem } from '../founding/options.ts';
import type { FolderPaths } from './paths.ts';

/** Held while a process works on a folder. */
export interface FolderLock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When that process started, as the system tells it; a number that is used again is not the same process. */
  readonly started: string;
}

const ATTEMPTS = 5;

/**
 * Keeps two nodes off one folder. A lock whose process is gone is taken over; one of another machine is believed, since
 * nothing here can tell. Throws `SovereignProblem` `already-running`. The database has a lock of its own besides.
 */
export async function lockFolder(paths: FolderPaths): Promise<FolderLock> {
  const own: Holder = { pid: process.pid, host: hostname(), started: await startOf(process.pid) };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await tryWrite(paths.lock, own)) {
      return { release: () => rm(paths.lock, { force: true }) };
    }
    const holder = await readHolder(paths.lock);
    if (holder !== undefined && (await isAlive(holder))) {
      const message =
        `${paths.root} is in use by process ${holder.pid} on ${holder.host}: stop it first` +
        (holder.host === hostname() ? '' : `, or remove ${paths.lock} if that machine is gone`);
      throw new SovereignProblem('already-running', message);
    }
    await rm(paths.lock, { force: true });
  }
  throw new SovereignProblem('already-running', `${paths.root}: others are starting here as well`);
}

async function tryWrite(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o644);
    await file.writeFile(`${JSON.stringify(holder)}\n`);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isHolder(found) ? found : undefined;
  } catch {
    return undefined; // gone, or written half: its process died while writing
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, host, started } = value as Record<string, unknown>;
  return Number.isSafeInteger(pid) && typeof host === 'string' && typeof started === 'string';
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.started === (await startOf(holder.pid));
}

/** Linux says when a process started in field 22 of its `stat`; elsewhere the number alone has to do. */
async function startOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return '';
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
