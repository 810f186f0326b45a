import { readFileSync, statSync } from 'node:fs';
import { usage } from '../../stop.ts';

/** Sealed content, its ways, and the condition of its vault (protocol.md section 12). */
export const MAX_SEALED_FILE: number = 1 << 20;

/** The bytes of a file that is at most so large. */
export function readBytesFile(path: string, most: number): Uint8Array {
  try {
    if (statSync(path).size <= most) return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw usage(`${path} cannot be read: ${(error as Error).message}.`, 'unreadable');
  }
  throw usage(`${path} is larger than ${most} bytes.`, 'unreadable');
}
