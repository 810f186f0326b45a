import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareReader } from './reader.ts';
import { prepareTogether } from './read-together.ts';
import { checksum, recordKind, SCHEMA } from './schema.ts';

const KIND = recordKind('hold');

function databaseOf(records: ReadonlyMap<number, Uint8Array>): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  for (const sql of SCHEMA) db.exec(sql);
  const insert = db.prepare('INSERT INTO record_hold VALUES (?, ?, ?)');
  for (const [key, value] of records) insert.run(key, value, checksum(KIND, key, value));
  return db;
}

test('rows of any keys and lengths come as they were written, in order', () => {
  const key = fc.oneof(fc.nat({ max: 40 }), fc.maxSafeNat());
  const arbitrary = fc.array(fc.tuple(key, fc.uint8Array({ maxLength: 300 })));
  const property = fc.property(arbitrary, (list) => {
    const records = new Map(list);
    const db = databaseOf(records);
    const read = prepareTogether(db, 'record_hold', KIND)(0);
    expect(read).toEqual([...records].sort(([a], [b]) => a - b));
    db.close();
  });
  fc.assert(property, { numRuns: 200 });
});

test('more rows than are read together, evenly spaced or not', () => {
  for (const step of [1, 3]) {
    const value = new Uint8Array(40).fill(7);
    const records = new Map(Array.from({ length: 1500 }, (_, n) => [n * step, value]));
    const db = databaseOf(records);
    const read = [...prepareReader(db).records('hold')];
    expect(read.map(([key]) => key)).toEqual([...records.keys()]);
    expect(read.every(([, bytes]) => Buffer.compare(bytes, value) === 0)).toBe(true);
    db.close();
  }
});

test.each([
  ['UPDATE record_hold SET value = zeroblob(8) WHERE key = 700', 'hold 700'],
  ['UPDATE record_hold SET value = zeroblob(9) WHERE key = 1', 'hold 1'],
  ['UPDATE record_hold SET crc = crc + 1 WHERE key = 513', 'hold 513'],
  ['UPDATE record_hold SET key = -5 WHERE key = 900', 'hold -5'],
])('after %s reading says where the damage is', (sql, where) => {
  const value = new Uint8Array(8).fill(1);
  const db = databaseOf(new Map(Array.from({ length: 1000 }, (_, key) => [key, value])));
  db.exec(sql);
  expect(() => [...prepareReader(db).records('hold')]).toThrow(`${where} fails its checksum`);
  db.close();
});
