import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Only its owner reads and writes it. */
const OWNER_ONLY = 0o600;

/** Makes an empty file that only its owner can read, unless there is one. */
export function claimFile(path: string): void {
  closeSync(openSync(path, 'a', OWNER_ONLY));
}

/** Replaces `path` so that after a crash it holds the old content or the new, whole. */
export function replaceFile(path: string, content: Uint8Array): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(temporary, 'wx', OWNER_ONLY);
  try {
    for (let at = 0; at < content.length;) at += writeSync(file, content, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Makes a folder's names durable. Windows has no such call, and no need for it. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
