import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type Damage, StoreError, checkWriteAheadLog } from '@tallystick/ledger';
import { openDesk } from './desk.ts';
import { DESK_TABLES, isIntact, provideSum } from './row-sum.ts';

/** More would tell nobody more. */
const MOST_PROBLEMS = 100;

/**
 * Reads everything in a desk once, whether its node runs or not: SQLite's own structure, the
 * schema, and each row against its checksum. There is nothing to say of a folder that never had
 * one. Never throws: what cannot be read is damage.
 */
export function checkDesk(path: string): Damage[] {
  if (!existsSync(path)) return [];
  let db: DatabaseSync | undefined;
  try {
    checkWriteAheadLog(path);
    db = new DatabaseSync(path, { readOnly: true });
    provideSum(db);
    return [...problemsOf(db)].slice(0, MOST_PROBLEMS);
  } catch (error) {
    const what = error instanceof StoreError ? error.message : `cannot be read: ${String(error)}`;
    return [{ where: path, what }];
  } finally {
    db?.close();
  }
}

function* problemsOf(db: DatabaseSync): Generator<Damage> {
  const where = 'the desk';
  for (const { integrity_check: text } of db.prepare('PRAGMA integrity_check').iterate()) {
    if (text !== 'ok') yield { where, what: String(text) };
  }
  for (const _ of db.prepare('PRAGMA foreign_key_check').iterate()) {
    yield { where, what: 'a delivery belongs to no webhook' };
  }
  if (schemaOf(db) !== newSchema()) {
    yield { where, what: 'its schema is not what this program writes: start the node once' };
    return;
  }
  for (const table of DESK_TABLES) {
    const damaged = `SELECT rowid AS id FROM ${table} WHERE NOT (${isIntact(table)})`;
    for (const { id } of db.prepare(damaged).iterate()) {
      yield { where: `the desk, ${table} ${String(id)}`, what: 'fails its checksum' };
    }
  }
}

/** The version, and every table and index, as text. */
function schemaOf(db: DatabaseSync): string {
  const rows = db
    .prepare('SELECT rowid, type, name, tbl_name, sql FROM sqlite_schema ORDER BY name')
    .all();
  return JSON.stringify([db.prepare('PRAGMA user_version').get(), rows]);
}

function newSchema(): string {
  const desk = openDesk(':memory:');
  try {
    return schemaOf(desk);
  } finally {
    desk.close();
  }
}
