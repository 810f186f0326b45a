import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entriesBatch } from '../testing/batches.ts';
import { openWriting } from './connection.ts';
import { type Migration, migrate, MIGRATIONS } from './migrations.ts';
import { openSqliteStore, openWithSettings, SETTINGS } from './open.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-migrations-'));
  file = join(folder, 'ledger.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function ledgerOfThree(): Promise<void> {
  const store = await openSqliteStore(folder);
  await store.commit(entriesBatch(0, 3));
  await store.close();
}

function edit(sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}

const backups = (): string[] =>
  readdirSync(folder).filter((name) => name.includes('before-schema'));

test('a database that a newer program wrote is refused, and left as it is', async () => {
  await ledgerOfThree();
  edit('PRAGMA user_version = 99');
  await expect(openSqliteStore(folder)).rejects.toMatchObject({
    code: 'newer',
    message: expect.stringContaining(`schema 99, this program knows ${MIGRATIONS.length}`),
  });
  edit(`PRAGMA user_version = ${MIGRATIONS.length}`);
  const store = await openSqliteStore(folder);
  expect(store.meta.size).toBe(3);
  await store.close();
});

test('an older one is migrated in one transaction, after a backup', async () => {
  await ledgerOfThree();
  const added: Migration = {
    from: MIGRATIONS.length,
    up: (db) => db.exec("ALTER TABLE entry ADD COLUMN wood TEXT NOT NULL DEFAULT 'oak'"),
  };
  const strict: Migration = {
    from: MIGRATIONS.length + 1,
    up: (db) => db.exec("UPDATE entry SET wood = 'hazel'"),
  };
  const db = openWriting(file, 'FULL', 0);
  await expect(migrate(db, file, [...MIGRATIONS, strict])).rejects.toThrow('wood');
  expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length });
  await migrate(db, file, [...MIGRATIONS, added, strict]);
  expect(db.prepare('SELECT count(*) AS n FROM entry WHERE wood = ?').get('hazel')).toEqual({
    n: 3,
  });
  expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length + 2 });
  db.close();
  expect(backups()).toHaveLength(2);
  for (const name of backups()) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const backup = new DatabaseSync(join(folder, name), { readOnly: true });
    expect(backup.prepare('PRAGMA user_version').get()).toEqual({
      user_version: MIGRATIONS.length,
    });
    expect(backup.prepare('SELECT count(*) AS n FROM entry').get()).toEqual({ n: 3 });
    backup.close();
  }
});

test('one that knew of no governance gets a place for it, and keeps what it holds', async () => {
  await ledgerOfThree();
  edit('DROP TABLE record_governance; PRAGMA user_version = 1');
  const store = await openSqliteStore(folder);
  expect(backups()).toHaveLength(1);
  expect(store.meta.size).toBe(3);
  const value = Uint8Array.of(1);
  const records = [{ collection: 'governance', key: 7, value } as const];
  await store.commit({ ...entriesBatch(3, 1), records });
  expect(store.record('governance', 7)).toEqual(value);
  expect([...store.check()]).toEqual([]);
  await store.close();
});

test('a current one is opened without a backup', async () => {
  await ledgerOfThree();
  await (await openSqliteStore(folder)).close();
  expect(backups()).toEqual([]);
});

test('somebody else’s database is refused', async () => {
  edit('CREATE TABLE cats (name TEXT)');
  await expect(openSqliteStore(folder)).rejects.toMatchObject({ code: 'damaged' });
});

test('a second opening is refused while the first lasts', async () => {
  const store = await openSqliteStore(folder);
  await expect(openSqliteStore(folder)).rejects.toMatchObject({ code: 'busy' });
  await store.close();
  await (await openSqliteStore(folder)).close();
});

test('files and folder are for their owner alone', async () => {
  const place = join(folder, 'inner');
  const store = await openSqliteStore(place);
  await store.commit(entriesBatch(0, 3));
  expect(statSync(place).mode & 0o777).toBe(0o700);
  const modes = readdirSync(place).map((name) => [name, statSync(join(place, name)).mode & 0o777]);
  expect(Object.fromEntries(modes)).toEqual({
    'ledger.db': 0o600,
    'ledger.db-wal': 0o600,
    'ledger.db-shm': 0o600,
    lock: 0o600,
  });
  await store.close();
});

test('no statement can reach another database', () => {
  const db = openWriting(file, 'FULL', 0);
  expect(() => db.exec(`ATTACH '${join(folder, 'other.db')}' AS other`)).toThrow(
    /not authorized|too many/,
  );
  expect(() => db.exec('PRAGMA writable_schema = ON; DELETE FROM sqlite_schema')).toThrow(
    'modified',
  );
  db.close();
});

test('synchronous = FULL, a write-ahead log and large pages are asserted at open', async () => {
  const weak = { ...SETTINGS, durability: 'NORMAL' as const };
  const store = await openWithSettings(folder, {}, weak);
  await store.close();
  const db = openWriting(file, 'FULL', 0);
  expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  db.close();
  edit('PRAGMA journal_mode = DELETE; PRAGMA page_size = 4096; VACUUM');
  await expect(openSqliteStore(folder)).rejects.toThrow('page_size is 4096, not 16384');
});
