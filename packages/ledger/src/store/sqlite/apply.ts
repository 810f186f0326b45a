import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { COLLECTIONS, type Collection } from '../store.ts';
import { visitChanges } from './changes.ts';
import type { ReceivedWork } from './message.ts';
import {
  checkpointChecksum,
  checksum,
  recordKind,
  recordTable,
  ROW_KINDS,
  tilePlace,
} from './schema.ts';

/** Writes work inside the transaction that the caller has begun. */
export type Apply = (work: ReceivedWork) => void;

/** Prepares every statement once. */
export function prepareApply(db: DatabaseSync): Apply {
  const rows = prepareRows(db);
  const fold = prepareFold(db);
  return (work) => {
    const { first, entries, tiles, checkpoint, signed } = work.batch;
    entries.forEach(({ id, bytes }, n) => {
      const stored = id ?? EMPTY;
      const index = first + n;
      rows.entry.run(index, stored, bytes, checksum(ROW_KINDS.entry, index, stored, bytes));
    });
    for (const { level, index, hashes } of tiles) {
      const place = tilePlace(level, index);
      rows.tile.run(place, hashes, checksum(ROW_KINDS.tile, place, hashes));
    }
    if (checkpoint !== null) {
      const { size, root, time } = checkpoint;
      rows.checkpoint.run(size, root, time, checkpointChecksum(size, root, time));
      rows.unsigned.run(size);
    }
    for (const { size, note } of signed) {
      const { changes } = rows.signed.run(size);
      if (changes === 1) rows.note.run(size, note, checksum(ROW_KINDS.note, size, note));
    }
    if (work.changes.length > 0) {
      const crc = checksum(ROW_KINDS.change, work.number, work.changes);
      rows.change.run(work.number, work.changes, crc);
    }
    if (work.prefixes.length > 0) {
      rows.prefix.run(first, work.prefixes, checksum(ROW_KINDS.prefix, first, work.prefixes));
    }
    fold(work);
  };
}

const EMPTY = new Uint8Array(0);

type RowStatement =
  'entry' | 'tile' | 'checkpoint' | 'unsigned' | 'signed' | 'note' | 'change' | 'prefix';

function prepareRows(db: DatabaseSync): Record<RowStatement, StatementSync> {
  return {
    entry: db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?)'),
    tile: db.prepare('INSERT OR REPLACE INTO tile VALUES (?, ?, ?)'),
    checkpoint: db.prepare('INSERT INTO checkpoint VALUES (?, ?, ?, ?)'),
    unsigned: db.prepare('INSERT INTO unsigned VALUES (?)'),
    signed: db.prepare('DELETE FROM unsigned WHERE size = ?'),
    note: db.prepare('INSERT INTO note VALUES (?, ?, ?)'),
    change: db.prepare('INSERT INTO change VALUES (?, ?, ?)'),
    prefix: db.prepare('INSERT INTO prefix VALUES (?, ?, ?)'),
  };
}

/** Moves a slice of what is pending into its table, and removes what is no longer pending. */
function prepareFold(db: DatabaseSync): Apply {
  const records = new Map<Collection, { put: StatementSync; remove: StatementSync }>();
  for (const collection of COLLECTIONS) {
    const table = recordTable(collection);
    records.set(collection, {
      put: db.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?)`),
      remove: db.prepare(`DELETE FROM ${table} WHERE key = ?`),
    });
  }
  const id = db.prepare('INSERT OR IGNORE INTO id VALUES (?, ?)');
  const trimChanges = db.prepare('DELETE FROM change WHERE batch <= ?');
  const trimPrefixes = db.prepare('DELETE FROM prefix WHERE first < ?');
  return (work) => {
    visitChanges(work.folds, ({ collection, key, value }) => {
      const { put, remove } = records.get(collection) ?? {};
      if (value === null) remove?.run(key);
      else put?.run(key, value, checksum(recordKind(collection), key, value));
    });
    if (work.trimChanges > 0) trimChanges.run(work.trimChanges);
    for (const [prefix, index] of work.idPairs) id.run(prefix, index);
    if (work.trimPrefixes > 0) trimPrefixes.run(work.trimPrefixes);
  };
}
