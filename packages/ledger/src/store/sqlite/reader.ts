import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import {
  COLLECTIONS,
  type Collection,
  type StoredCheckpoint,
  type StoredEntry,
  StoreError,
} from '../store.ts';
import { prepareTogether, type ReadTogether } from './read-together.ts';
import {
  checkpointChecksum,
  checksum,
  recordKind,
  recordTable,
  ROW_KINDS,
  tilePlace,
} from './schema.ts';

/** Reads of what is in the tables, each row compared with its checksum. */
export interface Reader {
  /** The number of entries in the log. */
  size(): number;
  entry(index: number): StoredEntry | undefined;
  /** Entries that the index names for a prefix. */
  indexed(prefix: number): number[];
  checkpointFor(index: number): StoredCheckpoint | undefined;
  newestCheckpoint(): StoredCheckpoint | undefined;
  unsignedCheckpoints(): StoredCheckpoint[];
  tile(level: number, index: number): Uint8Array | undefined;
  record(collection: Collection, key: number): Uint8Array | undefined;
  /** A table's records by ascending key; values are views of memory that they share. */
  records(collection: Collection): Iterable<[key: number, value: Uint8Array]>;
  /** Rows of `change`: what the record tables may lack. */
  changes(): Iterable<[batch: number, bytes: Uint8Array]>;
  /** Rows of `prefix`: what the id index may lack. */
  prefixes(): Iterable<[first: number, bytes: Uint8Array]>;
}

interface RecordReads {
  readonly get: StatementSync;
  /** Rows from a key on, one by one. */
  readonly from: StatementSync;
  readonly together: ReadTogether;
}

/** A row as the columns' values, in the order of the statement. */
type Row = readonly SQLOutputValue[];

export function prepareReader(db: DatabaseSync): Reader {
  const prepare = (sql: string): StatementSync => {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  const one = (statement: StatementSync, ...keys: number[]): Row | undefined =>
    statement.get(...keys) as Row | undefined;
  const many = (statement: StatementSync, ...keys: number[]): Iterable<Row> =>
    statement.iterate(...keys) as Iterable<unknown> as Iterable<Row>;

  const checkpoints = `SELECT size, root, time, checkpoint.crc, note.bytes, note.crc
    FROM checkpoint LEFT JOIN note USING (size)`;
  const entry = prepare('SELECT id, bytes, crc FROM entry WHERE idx = ?');
  const size = prepare('SELECT max(idx) FROM entry');
  const indexed = prepare('SELECT idx FROM id WHERE prefix = ? ORDER BY idx DESC');
  const after = prepare(`${checkpoints} WHERE size > ? ORDER BY size LIMIT 1`);
  const newest = prepare(`${checkpoints} ORDER BY size DESC LIMIT 1`);
  const unsigned = prepare(
    `${checkpoints} WHERE size IN (SELECT size FROM unsigned) ORDER BY size`,
  );
  const tile = prepare('SELECT hashes, crc FROM tile WHERE place = ?');
  const changes = prepare('SELECT batch, bytes, crc FROM change ORDER BY batch');
  const prefixes = prepare('SELECT first, bytes, crc FROM prefix ORDER BY first');
  const records = new Map(
    COLLECTIONS.map((collection) => {
      const table = recordTable(collection);
      const get = prepare(`SELECT value, crc FROM ${table} WHERE key = ?`);
      const from = prepare(`SELECT key, value, crc FROM ${table} WHERE key >= ? ORDER BY key`);
      const together = prepareTogether(db, table, recordKind(collection));
      return [collection, { get, from, together }];
    }),
  );
  const recordsOf = (collection: Collection): RecordReads => {
    const found = records.get(collection);
    if (found === undefined) throw new RangeError(`no collection ${collection}`);
    return found;
  };

  return {
    size: () => {
      const [last] = one(size) ?? [];
      return typeof last === 'number' ? last + 1 : 0;
    },
    entry(index) {
      const row = one(entry, index);
      return row && toEntry(index, row);
    },
    indexed: (prefix) => Array.from(many(indexed, prefix), ([index]) => Number(index)),
    checkpointFor: (index) => optional(one(after, index), toCheckpoint),
    newestCheckpoint: () => optional(one(newest), toCheckpoint),
    unsignedCheckpoints: () => Array.from(many(unsigned), toCheckpoint),
    tile(level, index) {
      const place = tilePlace(level, index);
      const row = one(tile, place);
      return row && checked(`tile ${level}/${index}`, ROW_KINDS.tile, place, row);
    },
    record(collection, key) {
      const row = one(recordsOf(collection).get, key);
      return row && checked(`record ${collection}/${key}`, recordKind(collection), key, row);
    },
    *records(collection) {
      const { from, together } = recordsOf(collection);
      for (let next = Number.MIN_SAFE_INTEGER; ;) {
        const rows = together(next);
        if (rows === undefined) {
          yield* keyed(collection, recordKind(collection), many(from, next));
          return;
        }
        const [last] = rows.at(-1) ?? [];
        if (last === undefined) return;
        yield* rows;
        next = last + 1;
      }
    },
    changes: () => keyed('changes of batch', ROW_KINDS.change, many(changes)),
    prefixes: () => keyed('prefixes from entry', ROW_KINDS.prefix, many(prefixes)),
  };
}

/** The error of a row that is not as it was written. */
export function damaged(where: string, what = 'fails its checksum'): StoreError {
  return new StoreError('damaged', `${where} ${what}`);
}

function optional<T>(row: Row | undefined, convert: (row: Row) => T): T | undefined {
  return row && convert(row);
}

function toEntry(index: number, [id, bytes, crc]: Row): StoredEntry {
  const where = `entry ${index}`;
  const [idBytes, entryBytes] = [blob(where, id), blob(where, bytes)];
  if (checksum(ROW_KINDS.entry, index, idBytes, entryBytes) !== crc) throw damaged(where);
  return { index, id: idBytes.length === 0 ? null : idBytes, bytes: entryBytes };
}

function toCheckpoint([size, root, time, crc, note, noteCrc]: Row): StoredCheckpoint {
  const where = `checkpoint ${String(size)}`;
  if (typeof size !== 'number' || typeof time !== 'number') throw damaged(where);
  const rootBytes = blob(where, root);
  if (checkpointChecksum(size, rootBytes, time) !== crc) throw damaged(where);
  const noteBytes =
    note === null
      ? null
      : checked(`note ${size}`, ROW_KINDS.note, size, [note ?? null, noteCrc ?? null]);
  return { size, root: rootBytes, time, note: noteBytes };
}

function* keyed(name: string, kind: number, rows: Iterable<Row>): Generator<[number, Uint8Array]> {
  for (const [key, ...row] of rows) {
    if (typeof key !== 'number') throw damaged(`${name} ${String(key)}`);
    yield [key, checked(`${name} ${key}`, kind, key, row)];
  }
}

/** The bytes of a row `[bytes, crc]`. */
function checked(where: string, kind: number, key: number, [bytes, crc]: Row): Uint8Array {
  const value = blob(where, bytes);
  if (checksum(kind, key, value) !== crc) throw damaged(where);
  return value;
}

function blob(where: string, value: SQLOutputValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw damaged(where, 'is not bytes');
  return value;
}
