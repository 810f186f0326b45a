import type { DatabaseSync } from 'node:sqlite';
import { COLLECTIONS, type Damage, StoreError } from '../store.ts';
import type { PendingIds } from './pending-ids.ts';
import { prepareReader, type Reader } from './reader.ts';
import { idPrefix, SCHEMA } from './schema.ts';

/** More would tell nobody more. */
const MOST_PROBLEMS = 100;

/**
 * Reads every row of every table once: SQLite's own structure, each row's checksum, the log without
 * gaps, a checkpoint where each batch ends, and the id index against the entries, in both
 * directions.
 */
export function checkDatabase(db: DatabaseSync, pending: PendingIds): Damage[] {
  const found: Damage[] = [];
  const note = (where: string, what: string): void => {
    if (found.length < MOST_PROBLEMS) found.push({ where, what });
  };
  const attempt = (where: string, action: () => void): void => {
    try {
      action();
    } catch (error) {
      const known = error instanceof StoreError;
      note(known ? error.message : where, known ? 'is damaged' : String(error));
    }
  };
  const reader = prepareReader(db);
  attempt('the database', () => checkStructure(db, note));
  attempt('the schema', () => checkSchema(db, note));
  attempt('the log', () => checkEntries(reader, db, pending, note, attempt));
  attempt('the checkpoints', () => checkCheckpoints(reader, db, note, attempt));
  for (const key of integers(db, 'SELECT place FROM tile')) {
    const [level, index] = [key % 8, Math.floor(key / 8)];
    attempt(`tile ${level}/${index}`, () => reader.tile(level, index));
  }
  for (const collection of COLLECTIONS) {
    for (const key of integers(db, `SELECT key FROM record_${collection}`)) {
      attempt(`record ${collection}/${key}`, () => reader.record(collection, key));
    }
  }
  attempt('the pending changes', () => exhaust(reader.changes()));
  attempt('the pending prefixes', () => exhaust(reader.prefixes()));
  return found;
}

type Note = (where: string, what: string) => void;
type Attempt = (where: string, action: () => void) => void;

function checkStructure(db: DatabaseSync, note: Note): void {
  for (const row of db.prepare('PRAGMA integrity_check').all()) {
    const text = String(row['integrity_check']);
    if (text !== 'ok') note('the database', text);
  }
}

function checkSchema(db: DatabaseSync, note: Note): void {
  const tables = db.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
  const actual = new Set(tables.map((row) => String(row['sql'])));
  for (const sql of SCHEMA) if (!actual.delete(sql)) note('the schema', `lacks ${sql}`);
  for (const sql of actual) note('the schema', `has ${sql}`);
}

function checkEntries(
  reader: Reader,
  db: DatabaseSync,
  pending: PendingIds,
  note: Note,
  attempt: Attempt,
): void {
  let next = 0;
  let indexed = 0;
  const inIndex = db.prepare('SELECT count(*) AS n FROM id WHERE prefix = ? AND idx = ?');
  for (const index of integers(db, 'SELECT idx FROM entry ORDER BY idx')) {
    if (index !== next) note(`entry ${next}`, `is missing, up to ${index}`);
    next = index + 1;
    attempt(`entry ${index}`, () => {
      const id = reader.entry(index)?.id;
      if (!id) return;
      const prefix = idPrefix(id);
      const found = Number(inIndex.get(prefix, index)?.['n']);
      indexed += found;
      if (found === 0 && !pending.find(prefix).includes(index)) {
        note(`entry ${index}`, 'is not found by its id');
      }
    });
  }
  const [rows] = integers(db, 'SELECT count(*) FROM id');
  if (rows !== indexed) note('the id index', `has ${rows} rows where ${indexed} belong to entries`);
}

function checkCheckpoints(reader: Reader, db: DatabaseSync, note: Note, attempt: Attempt): void {
  for (const size of integers(db, 'SELECT size FROM checkpoint ORDER BY size')) {
    attempt(`checkpoint ${size}`, () => {
      const unsigned = db.prepare('SELECT size FROM unsigned WHERE size = ?').get(size);
      const signed = reader.checkpointFor(size - 1)?.note !== null;
      if (signed === (unsigned !== undefined)) {
        note(`checkpoint ${size}`, 'is signed and marked as not, or the reverse');
      }
    });
  }
  const strays = `SELECT size FROM note WHERE size NOT IN (SELECT size FROM checkpoint)
    UNION SELECT size FROM unsigned WHERE size NOT IN (SELECT size FROM checkpoint)`;
  for (const size of integers(db, strays)) note(`checkpoint ${size}`, 'is missing');
  const last = reader.newestCheckpoint()?.size ?? 0;
  if (last !== reader.size()) {
    note('the log', `has ${reader.size()} entries and a checkpoint of ${last}`);
  }
}

/** A query's one column of integers. */
function* integers(db: DatabaseSync, sql: string): Generator<number> {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  for (const row of statement.iterate()) yield (row as unknown as [number])[0];
}

function exhaust(items: Iterable<unknown>): void {
  for (const _ of items) continue;
}
