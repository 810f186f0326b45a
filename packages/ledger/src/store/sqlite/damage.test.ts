import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Damage, type Store, StoreError } from '../store.ts';
import { bytesOf, entriesBatch, noBatch } from '../testing/batches.ts';
import { openWithSettings, SETTINGS } from './open.ts';
import { prepareReader } from './reader.ts';
import { checkDatabase } from './check.ts';
import { collectIds } from './pending-ids.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-damage-'));
  file = join(folder, 'ledger.db');
  const collecting = { recordBytes: 3_000, ids: 30 };
  const store = await openWithSettings(folder, {}, { ...SETTINGS, collecting });
  for (let first = 0; first < 100; first += 10) {
    const key = first;
    await store.commit({
      ...entriesBatch(first, 10, 700),
      records: [
        { collection: 'chain', key, value: bytesOf(key, 260) },
        { collection: 'hold', key: key + 1, value: bytesOf(key, 200) },
      ],
      tiles: [{ level: 0, index: 0, hashes: bytesOf(first, 32 * (first + 10)) }],
      signed: first === 0 ? [] : [{ size: first, note: bytesOf(first, 3_000) }],
    });
  }
  await store.commit({ ...noBatch(100), signed: [{ size: 100, note: bytesOf(100, 3_000) }] });
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function checkReopened(): Promise<readonly Damage[]> {
  let store: Store | undefined;
  try {
    store = await openWithSettings(folder, {}, SETTINGS);
    return [...store.check()];
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return [{ where: 'at open', what: `${error.code}: ${error.message}` }];
  } finally {
    await store?.close();
  }
}

function edit(sql: string, ...values: (number | Uint8Array)[]): void {
  const db = new DatabaseSync(file);
  expect(db.prepare(sql).run(...values).changes).toBe(1);
  db.close();
}

test('a whole store has no damage', async () => {
  expect(await checkReopened()).toEqual([]);
});

const flipped = bytesOf(1, 700).fill(1, 300, 301);

test.each([
  ['UPDATE entry SET bytes = ? WHERE idx = 17', [flipped], 'entry 17'],
  ['UPDATE entry SET id = ? WHERE idx = 18', [bytesOf(1, 32)], 'entry 18'],
  ['UPDATE checkpoint SET root = ? WHERE size = 40', [bytesOf(1, 32)], 'checkpoint 40'],
  ['UPDATE checkpoint SET time = time + 1 WHERE size = 50', [], 'checkpoint 50'],
  ['UPDATE note SET bytes = ? WHERE size = 60', [flipped], 'note 60'],
  ['UPDATE tile SET hashes = ?', [bytesOf(1, 3_200)], 'tile 0/0'],
  ['UPDATE record_chain SET value = ? WHERE key = 10', [bytesOf(1, 260)], 'record chain/10'],
  ['UPDATE record_hold SET key = 1000 WHERE key = 11', [], 'record hold/1000'],
  [
    'UPDATE change SET bytes = ? WHERE batch = (SELECT max(batch) FROM change)',
    [flipped],
    'changes of batch',
  ],
  ['UPDATE prefix SET bytes = ? WHERE first = 90', [bytesOf(1, 80)], 'prefixes from entry 90'],
  ['DELETE FROM entry WHERE idx = 33', [], 'entry 33'],
  ['DELETE FROM checkpoint WHERE size = 20', [], 'checkpoint 20'],
  ['INSERT INTO unsigned VALUES (30)', [], 'checkpoint 30'],
  ['DELETE FROM id WHERE idx = 15', [], 'entry 15'],
  ['UPDATE id SET idx = 500 WHERE idx = 14', [], 'entry 14'],
  ['INSERT INTO id VALUES (1, 1)', [], 'the id index'],
])('after %s the damage is named', async (sql, values, where) => {
  edit(sql, ...values);
  const found = await checkReopened();
  expect(found.map((damage) => `${damage.where} ${damage.what}`).join('\n')).toContain(where);
});

test('a damaged row is not answered', async () => {
  edit('UPDATE entry SET bytes = ? WHERE idx = 17', flipped);
  const store = await openWithSettings(folder, {}, SETTINGS);
  expect(() => store.entry(17)).toThrow(
    expect.objectContaining({ code: 'damaged', message: 'entry 17 fails its checksum' }),
  );
  expect(store.entry(16)?.index).toBe(16);
  await store.close();
});

test('a flipped byte anywhere in the file is found, or changes nothing that is read', () => {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
  db.close();
  const whole = readFileSync(file);
  const expected = contentsOf(file);
  let found = 0;
  let harmless = 0;
  const copy = join(folder, 'flipped.db');
  for (let n = 0; n < 240; n++) {
    // Every byte of the header, then bytes all over the file.
    const at = n < 100 ? n : (n * 2_654_435_761) % whole.length;
    const bytes = Uint8Array.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (n % 8));
    writeFileSync(copy, bytes);
    let contents: string;
    try {
      contents = contentsOf(copy);
    } catch {
      found++;
      continue;
    }
    expect({ at, contents }).toEqual({ at, contents: expected });
    harmless++;
  }
  expect(found).toBeGreaterThan(60);
  expect(harmless).toBeGreaterThan(20);
}, 60_000);

/** Everything in a database as text; throws when the check finds damage or a read fails. */
function contentsOf(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const pending = collectIds(1_000);
    const reader = prepareReader(db);
    for (const [first, bytes] of reader.prefixes()) {
      pending.add(first, new Float64Array(bytes.slice().buffer));
    }
    const damage = checkDatabase(db, pending);
    if (damage.length > 0) throw new Error(JSON.stringify(damage));
    const parts: unknown[] = [...reader.changes(), ...reader.records('chain')];
    for (let index = 0; index < reader.size(); index++) {
      parts.push(reader.entry(index), reader.checkpointFor(index));
    }
    return JSON.stringify(parts, (_, part: unknown) =>
      part instanceof Uint8Array ? part.toHex() : part,
    );
  } finally {
    db.close();
  }
}
