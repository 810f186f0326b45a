import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unreachable } from '../stop.ts';

/** Where a folder says which address its node answers at, while it runs. */
function addressFile(dir: string): string {
  return join(dir, 'address');
}

export async function writeAddress(dir: string, url: string): Promise<void> {
  await writeFile(addressFile(dir), `${url}\n`);
}

export async function removeAddress(dir: string): Promise<void> {
  await rm(addressFile(dir), { force: true });
}

/** The address that a node has written and not yet removed. */
export function readAddress(dir: string): string | undefined {
  try {
    return readFileSync(addressFile(dir), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** The address of the running node; without one the command ends and says how to start it. */
export async function runningAddress(dir: string): Promise<string> {
  const start = `Start it in another terminal: tally sovereign start ${dir}`;
  const url = readAddress(dir);
  if (url === undefined) throw unreachable(`The sovereign in ${dir} is not running. ${start}`);
  // A node that was killed leaves its address behind.
  const alive = await fetch(`${url}/health/live`).then(
    (response) => response.ok,
    () => false,
  );
  if (!alive) throw unreachable(`The sovereign in ${dir} does not answer at ${url}. ${start}`);
  return url;
}
