import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readKeptLog } from '../kept-log/reading.ts';
import { batchAt, FOLDING } from '../testing/committing-process.ts';
import type { DiskImage } from '../testing/disk-images.ts';
import { powerCuts } from '../testing/power-cuts.ts';
import { hasStrace, traceDisk } from '../testing/strace.ts';
import type { Durability } from './connection.ts';
import { openWithSettings } from './open.ts';
import { prepareReader } from './reader.ts';

const PROGRAM = join(import.meta.dirname, '../testing/committing-process.ts');
/** Enough that SQLite's log is folded into the database once. */
const BATCHES = 80;
const IMAGES = 300;

let folder: string;
let traced: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-power-'));
  traced = join(folder, 'traced');
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Verdict {
  lost: string[];
  images: number;
  synced: number;
}

/** Cuts the power of a process that committed with `durability`, and counts what was lost. */
async function cutPower(durability: Durability): Promise<Verdict> {
  const keptLog = join(traced, 'kept');
  await (await openWithSettings(join(traced, 'ledger'), { keptLog }, FOLDING)).close();
  const before = readFiles(traced);
  const events = traceDisk(
    [process.execPath, PROGRAM, traced, durability, String(BATCHES)],
    join(folder, 'trace'),
  );
  const lost: string[] = [];
  let images = 0;
  for (const cut of powerCuts(events, { before, images: IMAGES, seed: 20_261_101 })) {
    images += 1;
    const place = join(folder, 'image');
    writeFiles(cut.image, traced, place);
    const fault = faultOf(place, cut.acknowledged);
    if (fault !== undefined) lost.push(`cut at ${cut.at}: ${fault}`);
    rmSync(place, { recursive: true });
  }
  const synced = events.filter(({ kind }) => kind === 'synced').length;
  return { lost, images, synced };
}

/** What is wrong with the ledger in `place`, when `size` entries had been acknowledged. */
function faultOf(place: string, size: number): string | undefined {
  const db = new DatabaseSync(join(place, 'ledger', 'ledger.db'));
  try {
    const reader = prepareReader(db);
    const found = reader.size();
    if (found < size) return `${found} entries, ${size} were acknowledged`;
    if ((reader.newestCheckpoint()?.size ?? 0) !== found) return `half a batch at ${found}`;
    for (let first = 0; first < found;) {
      const batch = batchAt(first);
      batch.entries.forEach(({ bytes }, n) => {
        if (!Buffer.from(bytes).equals(reader.entry(first + n)?.bytes ?? Buffer.alloc(0))) {
          throw new Error(`entry ${first + n} differs`);
        }
      });
      first += batch.entries.length;
    }
    const kept = keptSize(join(place, 'kept'));
    return kept < size ? `${kept} entries kept, ${size} were acknowledged` : undefined;
  } catch (error) {
    return String(error);
  } finally {
    db.close();
  }
}

function keptSize(directory: string): number {
  const batches = readKeptLog(directory);
  for (;;) {
    const { done, value } = batches.next();
    if (done === true) return value.size;
  }
}

/** The files below `root`, without SQLite's shared memory, which a power cut always loses. */
function readFiles(root: string): DiskImage {
  const names = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path, readFileSync(path)]));
}

function writeFiles(image: DiskImage, from: string, to: string): void {
  for (const [path, bytes] of image) {
    if (!path.startsWith(from) || path.endsWith('-shm')) continue;
    const target = join(to, path.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}

test.skipIf(!hasStrace)('no power cut loses what was acknowledged', async () => {
  const { lost, images, synced } = await cutPower('FULL');
  expect(lost).toEqual([]);
  expect(images).toBe(IMAGES);
  expect(synced).toBeGreaterThan(20);
});

test.skipIf(!hasStrace)('the same test sees that synchronous = NORMAL loses it', async () => {
  const { lost } = await cutPower('NORMAL');
  expect(lost.length).toBeGreaterThan(IMAGES / 10);
});
