import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MAX_MESSAGE_BYTES } from '@tallystick/protocol';
import type { MessageChannel } from '../core/offline/channel/channel.ts';

const LOOK_MS = 20;

/**
 * A channel of files in a folder that both sides reach, such as a stick that is carried. Each side writes files under its own
 * name, in the order of their numbers, and reads the other's.
 */
export async function folderChannel(
  folder: string,
  names: { readonly own: string; readonly other: string },
): Promise<MessageChannel> {
  await mkdir(folder, { recursive: true });
  const fileOf = (name: string, number: number): string => join(folder, `${name}-${number}.tally`);
  const counts = { sent: await countOf(fileOf, names.own), received: 0 };
  let isOpen = true;
  return {
    async send(message) {
      if (!isOpen) return false;
      const file = fileOf(names.own, counts.sent);
      try {
        // Whoever looks sees the whole file or none.
        await writeFile(`${file}.part`, message);
        await rename(`${file}.part`, file);
      } catch {
        return false;
      }
      counts.sent += 1;
      return true;
    },
    async receive(signal) {
      const file = fileOf(names.other, counts.received);
      while (isOpen && signal?.aborted !== true) {
        const message = await readWhole(file);
        if (message !== undefined) {
          counts.received += 1;
          return message;
        }
        await wait(LOOK_MS);
      }
      return null;
    },
    close() {
      isOpen = false;
      return Promise.resolve();
    },
  };
}

async function countOf(
  fileOf: (name: string, number: number) => string,
  name: string,
): Promise<number> {
  let count = 0;
  while ((await sizeOf(fileOf(name, count))) !== undefined) count += 1;
  return count;
}

async function readWhole(file: string): Promise<Uint8Array | undefined> {
  const size = await sizeOf(file);
  if (size === undefined || size > MAX_MESSAGE_BYTES) return undefined;
  return new Uint8Array(await readFile(file));
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
}
