import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiskImage } from '@tallystick/ledger/testing/disk';
import { powerCuts } from '@tallystick/ledger/testing/power-cuts';
import { hasStrace, traceDisk } from '@tallystick/ledger/testing/strace';
import { storedAt } from '../testing/storing-process.ts';
import { type Durability, openSqliteStorage } from './sqlite-storage.ts';

const PROGRAM = join(import.meta.dirname, '../testing/storing-process.ts');
/** Enough that SQLite folds its log (1,000 pages) into the file and begins it anew. */
const WRITES = 260;
const IMAGES = 200;

let folder: string;
let traced: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wallet-power-'));
  traced = join(folder, 'traced');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Cuts the power of a process that stores with `durability`: what went wrong, and how often the storage was synced. */
async function cutPower(durability: Durability): Promise<{ lost: string[]; synced: number }> {
  mkdirSync(traced);
  const opened = openSqliteStorage(traced);
  if (!opened.ok) throw new Error(opened.failure.message);
  await opened.value.write([{ key: 'first', value: new Uint8Array(9) }]);
  await opened.value.close();
  const before: DiskImage = new Map(
    readdirSync(traced).map((name) => [join(traced, name), readFileSync(join(traced, name))]),
  );
  const command = [process.execPath, PROGRAM, traced, durability, String(WRITES)];
  const events = traceDisk(command, join(folder, 'trace'));
  const lost: string[] = [];
  for (const cut of powerCuts(events, { before, images: IMAGES, seed: 20_261_121 })) {
    const fault = await faultOf(cut.image, cut.acknowledged);
    if (fault !== undefined) lost.push(`cut at ${cut.at}: ${fault}`);
  }
  return { lost, synced: events.filter(({ kind }) => kind === 'synced').length };
}

/** What is wrong with a storage that a power cut left so, when `count` records had been acknowledged. */
async function faultOf(image: DiskImage, count: number): Promise<string | undefined> {
  const place = join(folder, 'image');
  mkdirSync(place);
  for (const [path, bytes] of image) {
    if (path.startsWith(traced)) writeFileSync(join(place, path.slice(traced.length + 1)), bytes);
  }
  try {
    const opened = openSqliteStorage(place);
    if (!opened.ok) return JSON.stringify(opened.failure);
    const problems = await opened.value.inspect();
    const records = await opened.value.list('record/');
    const last = await opened.value.get('last');
    await opened.value.close();
    if (problems.length > 0) return JSON.stringify(problems);
    if (records.length < count) return `${records.length} records, ${count} were acknowledged`;
    const isWhole = records.every(([, value], at) => Buffer.from(value).equals(storedAt(at)));
    const newest = records.at(-1)?.[1] ?? new Uint8Array();
    return isWhole && Buffer.from(newest).equals(last ?? newest) ? undefined : 'half a write';
  } catch (error) {
    return String(error);
  } finally {
    rmSync(place, { recursive: true });
  }
}

test.skipIf(!hasStrace)(
  'no power cut loses what a wallet stored, or is taken for damage',
  async () => {
    const { lost, synced } = await cutPower('FULL');
    expect(lost).toEqual([]);
    expect(synced).toBeGreaterThan(WRITES);
  },
);

test.skipIf(!hasStrace)('the same test sees that synchronous = NORMAL loses it', async () => {
  const { lost } = await cutPower('NORMAL');
  expect(lost.length).toBeGreaterThan(IMAGES / 10);
});
