import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../sqlite/open.ts';
import type { Store } from '../store.ts';
import { bytesOf, entriesBatch, idOf, noBatch } from '../testing/batches.ts';
import { encodeFrame, type KeptBatch, MAGIC } from './frames.ts';
import { type KeptEnd, readKeptLog } from './reading.ts';
import { openKeptLog } from './writing.ts';

let folder: string;
let kept: string;
let store: Store | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-kept-'));
  kept = join(folder, 'second disk');
});
afterEach(async () => {
  await store?.close();
  store = undefined;
  rmSync(folder, { recursive: true });
});

async function open(name = 'ledger'): Promise<Store> {
  store = await openSqliteStore(join(folder, name), { keptLog: kept });
  return store;
}

function read(from = 0): { batches: KeptBatch[]; end: KeptEnd } {
  const reading = readKeptLog(kept, from);
  const batches: KeptBatch[] = [];
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return { batches, end: value };
    batches.push(value);
  }
}

const file = (): string => join(kept, readdirSync(kept).sort().at(-1) ?? '');

test('every acknowledged batch is in the second place, with its checkpoint and note', async () => {
  const ledger = await open();
  await ledger.commit(entriesBatch(0, 2));
  await ledger.commit({ ...entriesBatch(2, 3), signed: [{ size: 2, note: bytesOf(2) }] });
  await ledger.commit({ ...noBatch(5), signed: [{ size: 5, note: bytesOf(5) }] });
  const { batches, end } = read();
  expect(end).toEqual({ size: 5, fault: undefined });
  expect(batches.map(({ first, entries }) => [first, entries.length])).toEqual([
    [0, 2],
    [2, 3],
    [5, 0],
  ]);
  expect(batches[1]).toEqual({
    first: 2,
    entries: [2, 3, 4].map((index) => ({ id: idOf(index), bytes: bytesOf(index) })),
    checkpoint: entriesBatch(2, 3).checkpoint,
    signed: [{ size: 2, note: bytesOf(2) }],
  });
  expect(read(2).batches.map(({ first }) => first)).toEqual([2, 5]);
  expect(read(3).batches.map(({ first }) => first)).toEqual([2, 5]);
  expect(read(9).batches).toEqual([]);
});

test('a missing folder is an empty log', () => {
  expect(read()).toEqual({ batches: [], end: { size: 0, fault: undefined } });
});

test('what a crash cut off is removed, and written again from the database', async () => {
  let ledger = await open();
  for (let first = 0; first < 10; first += 2) await ledger.commit(entriesBatch(first, 2));
  await ledger.close();
  const whole = readFileSync(file());
  for (const length of [whole.length - 1, whole.length - 300, MAGIC.length, 3, 0]) {
    truncateSync(file(), length);
    ledger = await open();
    expect(read().end).toEqual({ size: 10, fault: undefined });
    await ledger.close();
  }
  expect(read().batches).toHaveLength(5);
  writeFileSync(file(), whole);
  appendFileSync(file(), new Uint8Array(5_000));
  ledger = await open();
  await ledger.commit(entriesBatch(10, 1));
  expect(read().end).toEqual({ size: 11, fault: undefined });
});

test('a flipped byte is found and located', async () => {
  const ledger = await open();
  for (let first = 0; first < 10; first += 2) await ledger.commit(entriesBatch(first, 2));
  await ledger.close();
  const whole = readFileSync(file());
  for (let at = 0; at < whole.length; at += 7) {
    const bytes = Uint8Array.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 16;
    writeFileSync(file(), bytes);
    const { end } = read();
    expect(end.fault?.file).toBe(file());
    expect(end.fault?.at).toBeLessThanOrEqual(at);
    expect(end.size).toBeLessThan(10);
  }
});

test('a database that is older than its kept log is not opened', async () => {
  let ledger = await open();
  await ledger.commit(entriesBatch(0, 4));
  await ledger.close();
  await expect(open('an older copy')).rejects.toMatchObject({
    code: 'behind',
    message: expect.stringContaining('holds 4 entries, the ledger only 0'),
  });
  ledger = await open();
  expect(ledger.meta.size).toBe(4);
});

test('a kept log that begins later takes the ledger from its first entry', async () => {
  const without = await openSqliteStore(join(folder, 'ledger'));
  await without.commit({ ...entriesBatch(0, 3) });
  await without.commit({ ...entriesBatch(3, 3), signed: [{ size: 3, note: bytesOf(3) }] });
  await without.close();
  await open();
  const { batches, end } = read();
  expect(end.size).toBe(6);
  expect(batches.map(({ signed }) => signed)).toEqual([[{ size: 3, note: bytesOf(3) }], []]);
});

test('a large log goes on in new files, whose names say where they begin', async () => {
  await open();
  const log = openKeptLog(kept);
  for (let first = 0; first < 6; first++) log.append([entriesBatch(first, 1, 15 << 20)]);
  log.append([noBatch(6)]);
  log.close();
  expect(readdirSync(kept).sort()).toEqual(['0000000000000000.kept', '0000000000000005.kept']);
  expect(read().end).toEqual({ size: 6, fault: undefined });
  expect(read(5).batches.map(({ first }) => first)).toEqual([5, 6]);
  const first = readFileSync(join(kept, '0000000000000000.kept'));
  expect(first.subarray(MAGIC.length).indexOf(encodeFrame(entriesBatch(0, 1, 15 << 20)))).toBe(0);
});
