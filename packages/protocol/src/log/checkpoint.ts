import type { Hash } from '../crypto/index.ts';
import { parseBase64 } from './note.ts';

/** C2SP tlog-checkpoint: the tree of `size` leaves of the log `origin`. Extension lines are not signed and refused. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** C2SP tlog-cosignature: `opaque log_origin<1..2^8-1>`. */
const MAX_ORIGIN_BYTES = 255;
const SIZE = /^(?:0|[1-9]\d{0,15})$/;

/** The note text of a checkpoint: origin, size and root, each on its line. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  if (!isOrigin(origin)) throw new RangeError('not an origin');
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`not a tree size: ${size}`);
  if (root.length !== 32) throw new RangeError('root not of 32 bytes');
  return `${origin}\n${size}\n${root.toBase64()}\n`;
}

/** The checkpoint that a note's text is; undefined for anything that `formatCheckpoint` would not have written. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, encoded, end, ...more] = text.split('\n');
  if (origin === undefined || size === undefined || encoded === undefined) return undefined;
  if (!isOrigin(origin) || end !== '' || more.length > 0 || !SIZE.test(size)) return undefined;
  const root = parseBase64(encoded);
  const leaves = Number(size);
  if (root?.length !== 32 || !Number.isSafeInteger(leaves)) return undefined;
  return { origin, size: leaves, root };
}

function isOrigin(text: string): boolean {
  const { length } = new TextEncoder().encode(text);
  return length >= 1 && length <= MAX_ORIGIN_BYTES && !text.includes('\n');
}
