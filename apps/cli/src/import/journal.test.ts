import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stop } from '../stop.ts';
import { markFile } from './file-mark.ts';
import { type Journal, type RowRecord, openJournal } from './journal.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tally-journal-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const HEADER = 'time,from,to,amount,currency\n';
const JANUARY = `${HEADER}1,ada,ben,5.00,HRB\n2,ada,cleo,5.00,HRB\n`;
const PAID: RowRecord = { state: 'paid', transition: 'ab'.repeat(32) };

async function open(content: string, name = 'rows.csv'): Promise<Journal> {
  const file = join(dir, name);
  writeFileSync(file, content);
  return openJournal(join(dir, 'journal.sqlite'), await markFile(file, name));
}

test('what was recorded is there after it was opened again', async () => {
  const first = await open(JANUARY);
  const refusal: RowRecord = { state: 'refused', code: 'too-precise', message: 'No.' };
  await Promise.all([
    first.record(new Map([[2, { state: 'sending', payer: 'ada', transition: null }]])),
    first.record(new Map([[3, refusal]])),
  ]);
  const reference = first.reference(2);
  first.close();
  const second = await open(JANUARY.replaceAll('\n', '\r\n'));
  expect(second.reference(2)).toBe(reference);
  expect(second.unresolved()).toEqual(new Map([['ada', [{ line: 2, transition: null }]]]));
  expect(second.row(3)).toEqual(refusal);
  expect(second.refused()).toEqual([{ line: 3, code: 'too-precise', message: 'No.' }]);
  await second.record(new Map([[2, null]]));
  expect(second.row(2)).toBeUndefined();
  second.close();
});

test.skipIf(process.platform === 'win32')('nobody but its owner reads it', async () => {
  const journal = await open(JANUARY);
  await journal.record(new Map([[2, PAID]]));
  const files = readdirSync(dir).filter((name) => name.startsWith('journal.sqlite'));
  expect(files.length).toBeGreaterThan(0);
  for (const name of files)
    expect([name, statSync(join(dir, name)).mode & 0o077]).toEqual([name, 0]);
  journal.close();
});

test('lines added to the end, or taken from it, leave the import the same', async () => {
  const first = await open(JANUARY);
  await first.record(new Map([[2, PAID]]));
  const reference = first.reference(4);
  first.close();
  const longer = await open(`${JANUARY}3,ada,dan,5.00,HRB\n`);
  expect(longer.row(2)).toEqual(PAID);
  expect(longer.reference(4)).toBe(reference);
  longer.close();
  for (const again of [JANUARY, `${HEADER}1,ada,ben,5.00,HRB`]) {
    const shorter = await open(again);
    expect(shorter.row(2)).toEqual(PAID);
    shorter.close();
  }
});

test('what was collected stays so until lines are added', async () => {
  const first = await open(JANUARY);
  expect(first.isCollected()).toBe(false);
  first.setCollected();
  first.close();
  const again = await open(JANUARY);
  expect(again.isCollected()).toBe(true);
  again.close();
  const longer = await open(`${JANUARY}3,ada,dan,5.00,HRB\n`);
  expect(longer.isCollected()).toBe(false);
  longer.close();
});

test('another file with the same header is another import', async () => {
  (await open(HEADER)).close();
  const first = await open(JANUARY);
  await first.record(new Map([[2, PAID]]));
  first.close();
  const other = await open(JANUARY.replace('1,ada', '9,ada'), 'february.csv');
  expect(other.row(2)).toBeUndefined();
  other.close();
});

test('a file that was paid in part and then changed is not imported', async () => {
  (await open(JANUARY)).close();
  const changed = open(JANUARY.replace('cleo,5.00', 'cleo,6.00'), 'mended.csv');
  await expect(changed).rejects.toThrow(Stop);
  await expect(changed).rejects.toThrow(/mended.csv begins like rows.csv.*from line 3 on/);
});

test('two imports of one folder do not run at once', async () => {
  const first = await open(JANUARY);
  await expect(open(JANUARY)).rejects.toThrow(/Another import is at work/);
  first.close();
});

test('after a restore a file is imported only when somebody says that it was not paid since', async () => {
  (await open(JANUARY)).close();
  const mark = await markFile(join(dir, 'rows.csv'), 'rows.csv');
  const openAfter = (restore: string, isStated: boolean): Journal =>
    openJournal(join(dir, 'journal.sqlite'), mark, { restore, isStated });
  expect(() => openAfter('first', false)).toThrow(/would be paid again/);
  openAfter('first', true).close();
  openAfter('first', false).close();
  expect(() => openAfter('second', false)).toThrow(/would be paid again/);
});

test('what was paid in an epoch that is over is asked for again', async () => {
  const journal = await open(JANUARY);
  await journal.record(new Map([[2, PAID]]));
  journal.setCollected();
  expect(journal.epoch()).toBe(0);
  journal.startEpoch(1, new Map([[2, 'ada']]));
  expect(journal.epoch()).toBe(1);
  const transition = 'ab'.repeat(32);
  expect(journal.unresolved()).toEqual(new Map([['ada', [{ line: 2, transition }]]]));
  expect(journal.isCollected()).toBe(false);
  journal.close();
});

test('a journal that is at work can be read, as a backup reads it', async () => {
  const journal = await open(JANUARY);
  await journal.record(new Map([[2, PAID]]));
  const copy = new DatabaseSync(join(dir, 'journal.sqlite'));
  await backup(copy, join(dir, 'copy.sqlite'));
  copy.close();
  journal.close();
  const mark = await markFile(join(dir, 'rows.csv'), 'rows.csv');
  const restored = openJournal(join(dir, 'copy.sqlite'), mark);
  expect(restored.row(2)).toEqual(PAID);
  restored.close();
});

test('a last line without a line end is another row once more is written to it', async () => {
  (await open(`${HEADER}1,ada,ben,5.0`)).close();
  appendFileSync(join(dir, 'rows.csv'), '0,HRB\n');
  const journal = openJournal(
    join(dir, 'journal.sqlite'),
    await markFile(join(dir, 'rows.csv'), 'rows.csv'),
  );
  expect(journal.row(2)).toBeUndefined();
  journal.close();
});
