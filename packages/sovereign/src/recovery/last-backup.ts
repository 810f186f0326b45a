import { readFile } from 'node:fs/promises';
import { writeDurably } from '../folder/durable-file.ts';
import type { FolderPaths } from '../folder/paths.ts';

const TIME = /^[1-9]\d{0,14}$/;

/** Notes in the sovereign's folder when a backup of it was made, wherever that lies. */
export async function noteBackup(paths: FolderPaths, time: number): Promise<void> {
  await writeDurably(paths.lastBackup, `${time}\n`);
}

/** When the last backup was made, ms since 1970; null where none was, or nobody noted it. */
export async function lastBackup(paths: FolderPaths): Promise<number | null> {
  const text = (await readFile(paths.lastBackup, 'utf8').catch(() => '')).trim();
  return TIME.test(text) ? Number(text) : null;
}
