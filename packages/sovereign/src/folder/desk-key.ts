import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SECRET_MODE, writeDurably } from './durable-file.ts';
import { damaged } from './open-folder.ts';
import type { FolderPaths } from './paths.ts';

const LENGTH = 32;

/** The key of webhooks' secrets, made when it is first needed. Throws `SovereignProblem` `damaged`. */
export async function openDeskKey(paths: FolderPaths): Promise<Uint8Array> {
  try {
    const key = await readFile(paths.deskKey);
    if (key.length !== LENGTH) throw damaged(paths.deskKey, 'it is not 32 bytes');
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const made = randomBytes(LENGTH);
    await writeDurably(paths.deskKey, made, SECRET_MODE);
    return made;
  }
}
