import {
  bytes,
  bytesUpTo,
  decode,
  encode,
  type Codec,
  list,
  nullable,
  record,
  uint,
} from '@tallystick/protocol';
import { crc32 } from 'node:zlib';
import type { Batch } from '../store.ts';

/**
 * The kept log: a second place, best on another disk, where every batch's entries are appended
 * before the batch is acknowledged. It restores what a lost database held since its last backup.
 *
 * A file begins with `MAGIC` and holds frames: length u32 · CRC-32 of the payload u32 · payload,
 * which is the canonical encoding of one batch. A new file, named by its first entry, begins every
 * 64 MiB.
 */
export type KeptBatch = Pick<Batch, 'first' | 'entries' | 'checkpoint' | 'signed'>;

export const MAGIC: Uint8Array = new TextEncoder().encode('tallystick kept log 1\n');
export const FILE_BYTES: number = 64 * 1024 * 1024;

const FRAME_HEADER = 8;
const LONGEST_VALUE = 1 << 24;

const keptBatch: Codec<KeptBatch> = record({
  first: uint(),
  entries: list(record({ id: nullable(bytes(32)), bytes: bytesUpTo(LONGEST_VALUE) }), 1 << 20),
  checkpoint: nullable(record({ size: uint(), root: bytes(32), time: uint() })),
  signed: list(record({ size: uint(), note: bytesUpTo(LONGEST_VALUE) }), 1 << 20),
});

/** The name of the file whose first batch begins at `first`; names sort as their entries do. */
export function keptFileName(first: number): string {
  return `${String(first).padStart(16, '0')}.kept`;
}

export function isKeptFileName(name: string): boolean {
  return /^\d{16}\.kept$/.test(name);
}

/** One batch as a frame. */
export function encodeFrame({ first, entries, checkpoint, signed }: KeptBatch): Uint8Array {
  const payload = encode(keptBatch, { first, entries, checkpoint, signed });
  const frame = new Uint8Array(FRAME_HEADER + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, payload.length);
  view.setUint32(4, crc32(payload));
  frame.set(payload, FRAME_HEADER);
  return frame;
}

/** The frame at `at`, or what is wrong there. */
export function decodeFrame(
  file: Uint8Array,
  at: number,
): { batch: KeptBatch; next: number } | { fault: string } {
  if (at + FRAME_HEADER > file.length) return { fault: 'a frame is cut off' };
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = at + FRAME_HEADER + view.getUint32(at);
  if (end > file.length) return { fault: 'a frame is cut off' };
  const payload = file.subarray(at + FRAME_HEADER, end);
  if (crc32(payload) !== view.getUint32(at + 4)) return { fault: 'a frame fails its checksum' };
  const decoded = decode(keptBatch, payload, payload.length);
  if (!decoded.ok) return { fault: `a frame does not decode: ${decoded.reason}` };
  return { batch: decoded.value, next: end };
}
