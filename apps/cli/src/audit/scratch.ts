import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { usage } from '../stop.ts';

/** Named after the process, so that what a killed one left can be told from what a running one uses. */
const OWN = /^audit-(\d+)-/;
/** A copy, and what is made of it, at one time; then the records that the log gives, which are less. */
const COPIES = 2;

/**
 * Gives `work` a folder of its own in `scratch` for a copy of `ledger`, and removes it afterwards, as well as those that
 * killed audits have left. Ends the command where the disk has no room for the copy: it may be the ledger's own.
 */
export async function inScratch<T>(
  scratch: string,
  ledger: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  if (!existsSync(scratch)) throw usage(`There is no folder ${scratch}.`);
  removeStale(scratch);
  const needed = COPIES * sizeOf(ledger);
  const { bavail, bsize } = await statfs(scratch);
  if (bavail * bsize < needed) {
    throw usage(
      `The audit works on a copy, which needs ${megabytes(needed)} MB, and ${scratch} has ${megabytes(bavail * bsize)}. ` +
        'Name a folder on another disk: --scratch DIR',
      'no-room',
    );
  }
  const folder = await mkdtemp(join(scratch, `audit-${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function removeStale(scratch: string): void {
  for (const name of readdirSync(scratch)) {
    const pid = OWN.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      rmSync(join(scratch, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's, and alive
  }
}

function sizeOf(ledger: string): number {
  const names = existsSync(ledger) ? readdirSync(ledger) : [];
  return names.reduce((sum, name) => sum + statSync(join(ledger, name)).size, 0);
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}
