import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store.ts';
import { backupDatabase } from './backup.ts';
import { APPLICATION_ID, SCHEMA_1, SCHEMA_2 } from './schema.ts';

/** Brings a database from `from` to the next version, inside the transaction of the caller. */
export interface Migration {
  readonly from: number;
  readonly up: (db: DatabaseSync) => void;
}

/**
 * In order, without gaps; the last one leads to the schema of `schema.ts`. A published one never
 * changes. Version 0 is an empty database.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    from: 0,
    up(db) {
      for (const sql of SCHEMA_1) db.exec(sql);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    },
  },
  {
    from: 1,
    up(db) {
      for (const sql of SCHEMA_2) db.exec(sql);
    },
  },
];

/**
 * Brings the database to the newest version in one transaction, after a backup beside it when it
 * holds anything. Refuses a database that a newer program wrote, or that is none of ours.
 */
export async function migrate(
  db: DatabaseSync,
  file: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const target = migrations.length;
  const version = pragma(db, 'user_version');
  assertOurs(db, file, version);
  if (version > target) {
    throw new StoreError(
      'newer',
      `${file} has schema ${version}, this program knows ${target}: start a newer release`,
    );
  }
  if (version === target) return;
  if (version > 0) await backupDatabase(file, freeName(`${file}.before-schema-${target}`));
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const { from, up } of migrations.slice(version)) {
      up(db);
      db.exec(`PRAGMA user_version = ${from + 1}`);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function assertOurs(db: DatabaseSync, file: string, version: number): void {
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'];
  const empty = version === 0 && tables === 0;
  if (empty || pragma(db, 'application_id') === APPLICATION_ID) return;
  throw new StoreError('damaged', `${file} is no ledger, or its header is damaged`);
}

function pragma(db: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** An earlier attempt that was stopped may have left a backup: it stays. */
function freeName(name: string): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!existsSync(candidate)) return candidate;
  }
}
