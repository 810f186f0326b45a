import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const FOLDER: string = join(import.meta.dirname, 'vectors');

/** A committed vector file as JSON. */
export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
}

/** The bytes of a hex string. */
export function hex(text: string): Uint8Array {
  return Uint8Array.fromHex(text);
}
