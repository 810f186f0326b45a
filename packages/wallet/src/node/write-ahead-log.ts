import { existsSync, readFileSync } from 'node:fs';

/** SQLite's file format, section 4: a header, then frames of a header and a page each; numbers are big-endian. */
const HEAD_BYTES = 32;
const FRAME_HEAD_BYTES = 24;
const MAGIC = 0x377f_0682;
/** Where a header has its salts, two numbers that change whenever the file is begun anew. */
const HEAD_SALTS = 16;
const FRAME_SALTS = 8;
const FRAME_CHECKSUM = 16;

type Checksum = readonly [number, number];

/**
 * Whether a frame of a write-ahead log is damaged that was on the disk. SQLite takes the first frame that is not right for the
 * log's end, which after a power cut it is: the last transaction was being written. But a transaction is begun only when the one
 * before it is synced, so where right frames stand after that transaction's last one, it had been acknowledged, and SQLite would
 * forget it in silence. Damage of the last transaction itself looks like a power cut, see `acknowledged-mark.ts`.
 */
export function isLogDamaged(file: string): boolean {
  if (!existsSync(file)) return false;
  const log = readFileSync(file);
  const head = readHead(log);
  // The header is on the disk before any frame is written, so where more stands after one that is not right it was once.
  if (head === undefined) return log.length > HEAD_BYTES;
  const { frameBytes, isBigEndian } = head;
  let before: Checksum = [log.readUInt32BE(24), log.readUInt32BE(28)];
  let isBroken = false;
  let isCommitted = false;
  for (let at = HEAD_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    const salts = log.subarray(at + FRAME_SALTS, at + FRAME_CHECKSUM);
    const isCurrent = salts.equals(log.subarray(HEAD_SALTS, HEAD_SALTS + salts.length));
    const stored: Checksum = [
      log.readUInt32BE(at + FRAME_CHECKSUM),
      log.readUInt32BE(at + FRAME_CHECKSUM + 4),
    ];
    const page = log.subarray(at + FRAME_HEAD_BYTES, at + frameBytes);
    const summed = sum(
      sum(before, log.subarray(at, at + FRAME_SALTS), isBigEndian),
      page,
      isBigEndian,
    );
    const isRight = isCurrent && summed[0] === stored[0] && summed[1] === stored[1];
    if (isRight && isCommitted) return true;
    isBroken ||= !isRight;
    // The last frame of a transaction says how many pages the database has.
    const isLast = isCurrent && log.readUInt32BE(at + 4) > 0;
    isCommitted ||= isBroken && isLast;
    before = stored;
  }
  return false;
}

/** Undefined of what SQLite takes for an empty log. */
function readHead(
  log: Buffer,
): { readonly frameBytes: number; readonly isBigEndian: boolean } | undefined {
  if (log.length < HEAD_BYTES) return undefined;
  const magic = log.readUInt32BE(0);
  // Its last bit says in which order the checksums read their words.
  const isBigEndian = magic === MAGIC + 1;
  if (magic !== MAGIC && !isBigEndian) return undefined;
  const summed = sum([0, 0], log.subarray(0, 24), isBigEndian);
  if (summed[0] !== log.readUInt32BE(24) || summed[1] !== log.readUInt32BE(28)) return undefined;
  return { frameBytes: FRAME_HEAD_BYTES + log.readUInt32BE(8), isBigEndian };
}

/** Section 4.2: words are added by turns, modulo 2^32. */
function sum([first, second]: Checksum, data: Buffer, isBigEndian: boolean): Checksum {
  let [a, b] = [first, second];
  for (let at = 0; at + 8 <= data.length; at += 8) {
    const one = isBigEndian ? data.readUInt32BE(at) : data.readUInt32LE(at);
    const two = isBigEndian ? data.readUInt32BE(at + 4) : data.readUInt32LE(at + 4);
    a = (a + one + b) >>> 0;
    b = (b + two + a) >>> 0;
  }
  return [a, b];
}
