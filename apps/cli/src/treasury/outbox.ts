import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Transition, decode, encode, transitionCodec } from '@tallystick/protocol';

/**
 * The treasury's last signed transition, stored before it is sent: a treasury that forgot one it had sent could sign
 * another in its place, and that is a fork.
 */
export interface Outbox {
  read(): Transition | undefined;
  write(transition: Transition): void;
  clear(): Promise<void>;
}

export function openOutbox(dir: string, code: string): Outbox {
  const path = join(dir, `treasury-${code}.outbox`);
  return {
    read() {
      if (!existsSync(path)) return undefined;
      const decoded = decode(transitionCodec, new Uint8Array(readFileSync(path)));
      // A torn file was never renamed into place, so what does not decode was changed by others.
      if (!decoded.ok) throw new Error(`${path} is damaged: ${decoded.reason}`);
      return decoded.value;
    },
    write(transition) {
      const fresh = `${path}.new`;
      writeAndSync(fresh, encode(transitionCodec, transition));
      renameSync(fresh, path);
      syncFolder(dir);
    },
    async clear() {
      await rm(path, { force: true });
    },
  };
}

function writeAndSync(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeFileSync(file, bytes); // all of it, where writeSync may stop short on a disk that is full
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
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
