import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StoreError } from '../store.ts';

/**
 * SQLite's write-ahead log against damage that SQLite itself takes for its end: at the first frame
 * whose checksum is wrong it stops reading, and forgets, in silence, every commit after it.
 *
 * A power cut leaves such a frame too, but only within the last transaction: each one is synced
 * before the next begins. So where a later transaction of the same log follows, bytes were
 * changed. Not told apart from a power cut is damage within the last transaction alone.
 *
 * The format: https://www.sqlite.org/fileformat2.html#walformat.
 */
export function checkWriteAheadLog(database: string): void {
  const path = `${database}-wal`;
  const log = readLog(path);
  if (log === undefined) return;
  const header = readHeader(log);
  if (typeof header === 'string') throw damaged(path, header);
  if (header === undefined) return;
  const fault = findFault(log, header);
  // While a node is at work the log may begin anew under the reader: then nothing was seen of it.
  if (fault !== undefined && isSameLog(path, log)) throw damaged(path, fault);
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The last bit tells the byte order of the checksums: 0 little-endian, 1 big-endian. */
const MAGIC = 0x377f0682;

interface Header {
  readonly bigEndian: boolean;
  readonly pageBytes: number;
  readonly salts: bigint;
  readonly sums: readonly [number, number];
}

/** Undefined where there is no log: no file, or one too short for a frame. */
function readLog(path: string): DataView | undefined {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= HEADER_BYTES + FRAME_HEADER_BYTES) return undefined;
  const bytes = new Uint8Array(size);
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, bytes, 0, size, 0);
    return new DataView(bytes.buffer, 0, read);
  } finally {
    closeSync(file);
  }
}

/**
 * The header; undefined where a power cut may have left it, what is wrong with it where it cannot.
 * It is synced before the first frame under its salts is written, so a frame under them, or under
 * one of the two, shows that it was whole.
 */
function readHeader(log: DataView): Header | string | undefined {
  const magic = log.getUint32(0);
  const bigEndian = (magic & 1) === 1;
  const pageBytes = log.getUint32(8);
  const sums = checksum(log, 0, 24, [0, 0], bigEndian);
  const isWhole =
    (magic & ~1) === MAGIC && sums[0] === log.getUint32(24) && sums[1] === log.getUint32(28);
  if (isWhole) return { bigEndian, pageBytes, salts: log.getBigUint64(16), sums };
  const first = HEADER_BYTES + 8;
  const isOfFrame = [0, 4].some(
    (at) => log.getUint32(first + at) !== 0 && log.getUint32(first + at) === log.getUint32(16 + at),
  );
  return isOfFrame ? 'its header is not what was written' : undefined;
}

function findFault(
  log: DataView,
  { bigEndian, pageBytes, salts, sums }: Header,
): string | undefined {
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  const frames = Math.floor((log.byteLength - HEADER_BYTES) / frameBytes);
  const startOf = (frame: number): number => HEADER_BYTES + frame * frameBytes;
  const isOfLog = (frame: number): boolean => log.getBigUint64(startOf(frame) + 8) === salts;
  const isCommit = (frame: number): boolean => log.getUint32(startOf(frame) + 4) !== 0;
  let running = sums;
  let broken = 0;
  for (; broken < frames && isOfLog(broken); broken += 1) {
    const at = startOf(broken);
    const page = checksum(log, at, 8, running, bigEndian);
    running = checksum(log, at + FRAME_HEADER_BYTES, pageBytes, page, bigEndian);
    if (running[0] !== log.getUint32(at + 16) || running[1] !== log.getUint32(at + 20)) break;
  }
  // The transaction that a power cut may have torn ends with the first commit from here on.
  let commits = 0;
  for (let frame = broken; frame < frames; frame += 1) {
    if (!isOfLog(frame)) continue;
    if (commits > 0) return `frame ${broken} is not what was written, and later ones are there`;
    if (isCommit(frame)) commits += 1;
  }
  return undefined;
}

function isSameLog(path: string, log: DataView): boolean {
  const now = readLog(path);
  return now?.getBigUint64(16) === log.getBigUint64(16);
}

/** Section 4.4 of the format: over pairs of 32-bit words, each sum taking up the other. */
function checksum(
  view: DataView,
  start: number,
  length: number,
  [first, second]: readonly [number, number],
  bigEndian: boolean,
): [number, number] {
  let a = first;
  let b = second;
  for (let at = start; at < start + length; at += 8) {
    a = (a + view.getUint32(at, !bigEndian) + b) >>> 0;
    b = (b + view.getUint32(at + 4, !bigEndian) + a) >>> 0;
  }
  return [a, b];
}

function damaged(path: string, what: string): StoreError {
  const advice = 'Keep the file, and restore from a backup with a kept log, a mirror or wallets';
  return new StoreError('damaged', `${path}: ${what}. ${advice}`);
}
