import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file of the owner's alone so that after a crash it is there whole, or as it was before. */
export function replaceDurably(path: string, content: Uint8Array | string): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeFileSync(file, content); // all of it, where writeSync may stop short on a disk that is full
    fsyncSync(file);
  } catch (error) {
    (error as NodeJS.ErrnoException).path ??= fresh; // of a descriptor the system tells none
    throw error;
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

/** The rename is on the disk when the folder is. Windows has no such call and needs none. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
