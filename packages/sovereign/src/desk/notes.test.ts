import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDesk } from './desk.ts';
import { openNotes } from './notes.ts';

const id = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const parties = { owner: id(1), payees: [id(2), id(3)] };
const memo = new TextEncoder().encode('sealed bytes of a memo');

test('a party reads what was put; nobody else does', () => {
  const notes = openNotes(openDesk(':memory:'));
  notes.put(id(9), memo, parties, 0);
  notes.put(id(9), new Uint8Array([1]), parties, 0);
  for (const reader of [1, 2, 3]) expect(notes.get(id(9), id(reader))).toEqual(memo);
  expect(notes.get(id(9), id(4))).toBeUndefined();
  expect(notes.get(id(8), id(1))).toBeUndefined();
});

test('a damaged memo is healed by its own bytes, and erased by a party that the ledger knows', () => {
  const desk = openDesk(':memory:');
  const notes = openNotes(desk);
  const rows = (): number =>
    (desk.prepare('SELECT count(*) AS n FROM note').get() as { n: number }).n;
  const damage = (): void => {
    notes.put(id(9), memo, parties, 0);
    // As the disk does it: the checksum stays what it was.
    const { sum } = desk.prepare('SELECT sum FROM note').get() as { sum: number };
    desk.exec("UPDATE note SET bytes = x'00'");
    desk.prepare('UPDATE note SET sum = ?').run(sum);
    expect(notes.get(id(9), id(2))).toBeUndefined();
  };
  damage();
  notes.put(id(9), memo, parties, 1);
  expect(notes.get(id(9), id(2))).toEqual(memo);
  damage();
  expect(notes.erase(id(9), id(2))).toBe(false);
  expect(notes.erase(id(9), id(4), parties)).toBe(false);
  expect(rows()).toBe(1);
  expect(notes.erase(id(9), id(2), parties)).toBe(true);
  expect(rows()).toBe(0);
  expect(notes.erase(id(9), id(2), parties)).toBe(false);
});

test('an erased memo is gone from the disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-desk-'));
  const path = join(folder, 'desk.sqlite');
  const desk = openDesk(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const notes = openNotes(desk);
  notes.put(id(9), memo, parties, 0);
  expect(notes.erase(id(9), id(4))).toBe(false);
  expect(notes.erase(id(9), id(2))).toBe(true);
  expect(notes.get(id(9), id(1))).toBeUndefined();
  desk.close();
  for (const name of readdirSync(folder)) {
    expect(readFileSync(join(folder, name)).includes(memo)).toBe(false);
  }
  rmSync(folder, { recursive: true });
});

test('a desk of a newer program is left alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-desk-'));
  const path = join(folder, 'desk.sqlite');
  const desk = openDesk(path);
  desk.exec('PRAGMA user_version = 99');
  desk.close();
  expect(() => openDesk(path)).toThrow(/newer program/);
  rmSync(folder, { recursive: true });
});
