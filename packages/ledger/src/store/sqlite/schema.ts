import { crc32 } from 'node:zlib';
import { COLLECTIONS, type Collection } from '../store.ts';

/** "Taly" in ASCII, in the file's header: tells a ledger from any other database. */
export const APPLICATION_ID = 0x54616c79;

/** Large enough that five entries of 3 kB share a page: measured, a third of the cost of 4,096. */
export const PAGE_SIZE = 16_384;

/** The table of one collection. */
export function recordTable(collection: Collection): string {
  return `record_${collection}`;
}

/**
 * Version 1. Rows are written once, in ascending order of an integer key, so that a transaction
 * touches few pages. What changes in place at random (records, the id index) is first appended to
 * `change` and `prefix`, and folded into its table later, in order of key; ARCHITECTURE.md,
 * "The SQLite engine".
 */
export const SCHEMA_1: readonly string[] = [
  // `id` is empty for a header. Every `crc` is `checksum` of the row, so that damage has a place.
  `CREATE TABLE entry (
    idx INTEGER PRIMARY KEY, id BLOB NOT NULL, bytes BLOB NOT NULL, crc INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY, root BLOB NOT NULL, time INTEGER NOT NULL, crc INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE note (
    size INTEGER PRIMARY KEY, bytes BLOB NOT NULL, crc INTEGER NOT NULL
  ) STRICT`,
  // Checkpoints that have no note yet.
  'CREATE TABLE unsigned (size INTEGER PRIMARY KEY) STRICT',
  // `place` is `tilePlace(level, index)`.
  `CREATE TABLE tile (
    place INTEGER PRIMARY KEY, hashes BLOB NOT NULL, crc INTEGER NOT NULL
  ) STRICT`,
  // The id index: `prefix` is `idPrefix(id)`.
  `CREATE TABLE id (
    prefix INTEGER NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY (prefix, idx)
  ) STRICT, WITHOUT ROWID`,
  // Prefixes of the entries from `first` on that the index may lack: 8 bytes each, see pending-ids.
  `CREATE TABLE prefix (
    first INTEGER PRIMARY KEY, bytes BLOB NOT NULL, crc INTEGER NOT NULL
  ) STRICT`,
  // Record changes that the record tables may lack, a row for each batch, in order; see changes.ts.
  `CREATE TABLE change (
    batch INTEGER PRIMARY KEY, bytes BLOB NOT NULL, crc INTEGER NOT NULL
  ) STRICT`,
  ...COLLECTIONS.filter((collection) => collection !== 'governance').map(tableOf),
];

/** Version 2: what is said about governance. */
export const SCHEMA_2: readonly string[] = [tableOf('governance')];

/** What the newest version consists of. */
export const SCHEMA: readonly string[] = [...SCHEMA_1, ...SCHEMA_2];

function tableOf(collection: Collection): string {
  return `CREATE TABLE ${recordTable(collection)} (
    key INTEGER PRIMARY KEY, value BLOB NOT NULL, crc INTEGER NOT NULL
  ) STRICT`;
}

/** Distinguishes the rows of different tables that have the same key and bytes. */
export const ROW_KINDS = {
  entry: 1,
  checkpoint: 2,
  note: 3,
  tile: 4,
  prefix: 5,
  change: 6,
  record: 16,
} as const;

/** The row kind of one collection's table. */
export function recordKind(collection: Collection): number {
  return ROW_KINDS.record + COLLECTIONS.indexOf(collection);
}

/**
 * CRC-32 over a row's table, key and bytes. It finds every flipped byte; whoever forges a row
 * together with its checksum is found by comparing the row with the log.
 */
export function checksum(kind: number, key: number, ...parts: readonly Uint8Array[]): number {
  const low = key >>> 0;
  const high = Math.floor(key / 2 ** 32);
  // An odd factor: no change of the key's upper half is lost.
  let crc = (low ^ Math.imul(high, 0x9e37_79b1) ^ (kind << 24)) >>> 0;
  for (const part of parts) crc = crc32(part, crc);
  return crc;
}

/** The checksum of a checkpoint's row. */
export function checkpointChecksum(size: number, root: Uint8Array, time: number): number {
  return checksum(ROW_KINDS.checkpoint, size, root, new Uint8Array(Float64Array.of(time).buffer));
}

/** The first 48 bits of an id, as a number. Ids that share them are told apart by their entries. */
export function idPrefix(id: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = id;
  return (a * 256 + b) * 2 ** 32 + (((c << 24) | (d << 16) | (e << 8) | f) >>> 0);
}

/** The key of a tile's row: levels are at most 7, since a log holds fewer than 2^53 entries. */
export function tilePlace(level: number, index: number): number {
  return index * 8 + level;
}
