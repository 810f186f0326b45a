import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { SovereignProblem } from '../founding/options.ts';
import { keepSums, provideSum, sumUp } from './row-sum.ts';

/**
 * What the node keeps beside the ledger, and what the log does not commit to: memos that their parties may erase, and the
 * operator's webhooks with what they still have to deliver, what alarms have counted. One SQLite file with a numbered schema, and a checksum in every row.
 */
export type Desk = DatabaseSync;

/** Tables that were there before rows had checksums. */
const SUMMED_LATER = ['note', 'webhook', 'delivery', 'progress'] as const;

const SCHEMA = [
  `CREATE TABLE note (
     hash BLOB PRIMARY KEY, bytes BLOB NOT NULL, owner BLOB NOT NULL, payees BLOB NOT NULL, storedAt INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE webhook (
     id TEXT PRIMARY KEY, url TEXT NOT NULL, secret BLOB NOT NULL, events TEXT NOT NULL, identity BLOB,
     createdAt INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE delivery (
     id INTEGER PRIMARY KEY AUTOINCREMENT, webhook TEXT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
     event TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL, nextAt INTEGER,
     state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up')), problem TEXT, createdAt INTEGER NOT NULL,
     UNIQUE (webhook, event)
   ) STRICT;
   CREATE INDEX deliveryDue ON delivery (nextAt) WHERE state = 'waiting';
   CREATE TABLE progress (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;`,
  // Deliveries get their numbers from `progress`, where a checksum covers the last one; see row-sum.ts.
  `CREATE TABLE deliveryNew (
     id INTEGER PRIMARY KEY, webhook TEXT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
     event TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL, nextAt INTEGER,
     state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up')), problem TEXT, createdAt INTEGER NOT NULL,
     UNIQUE (webhook, event)
   ) STRICT;
   INSERT INTO deliveryNew SELECT * FROM delivery;
   INSERT INTO progress SELECT 'deliveries', coalesce(max(seq), 0) FROM sqlite_sequence;
   DELETE FROM sqlite_sequence;
   DROP TABLE delivery;
   ALTER TABLE deliveryNew RENAME TO delivery;
   CREATE INDEX deliveryDue ON delivery (nextAt) WHERE state = 'waiting';
   ${SUMMED_LATER.map((table) => `ALTER TABLE ${table} ADD COLUMN sum INTEGER NOT NULL DEFAULT 0; ${sumUp(table)};`).join('\n')}`,
  `CREATE TABLE alarm (
     proposal BLOB NOT NULL, place INTEGER NOT NULL, raisedAt INTEGER, counts BLOB NOT NULL,
     sum INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (proposal, place)
   ) STRICT;`,
] as const;

/** Opens the desk, or `:memory:`; creates and migrates its schema. Throws `SovereignProblem` `newer-format`. */
export function openDesk(path: string): Desk {
  const desk = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  if (path !== ':memory:') chmodSync(path, 0o600);
  desk.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  const row = desk.prepare('PRAGMA user_version').get() as { user_version: number };
  if (row.user_version > SCHEMA.length) {
    desk.close();
    throw new SovereignProblem('newer-format', `${path}: a newer program wrote it`);
  }
  provideSum(desk);
  for (const [index, statements] of SCHEMA.entries()) {
    if (index < row.user_version) continue;
    desk.exec(`BEGIN; ${statements} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
  // What a migration leaves behind in pages is read by nobody, and covered by no checksum.
  if (row.user_version < SCHEMA.length) desk.exec('VACUUM');
  keepSums(desk);
  return desk;
}

/** Runs `work` as one durable step: all of it, or nothing when it throws. */
export function inTransaction<T>(desk: Desk, work: () => T): T {
  desk.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    desk.exec('COMMIT');
    return result;
  } catch (error) {
    desk.exec('ROLLBACK');
    throw error;
  }
}
