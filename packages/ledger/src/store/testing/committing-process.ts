import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openWithSettings, SETTINGS } from '../sqlite/open.ts';
import type { Batch } from '../store.ts';
import { bytesOf, entriesBatch } from './batches.ts';

/**
 * A process to be killed: it commits batches to the store in the folder that it is given until it
 * dies or has made as many as asked, several at a time, and prints the log's size after each one
 * that was acknowledged. Everything about a batch follows from its first entry.
 */

/** Collects little, so that folding goes on all the time. */
export const FOLDING: typeof SETTINGS = {
  ...SETTINGS,
  collecting: { recordBytes: 4_000, ids: 64 },
};

/** The batch that continues a log of `first` entries. */
export function batchAt(first: number): Batch {
  const count = 1 + (first % 7);
  return {
    ...entriesBatch(first, count, 1_500),
    records: [
      { collection: 'meta', key: 0, value: bytesOf(first + count) },
      { collection: 'chain', key: first % 50, value: bytesOf(first, 264) },
      { collection: 'hold', key: first, value: bytesOf(first, 200) },
      { collection: 'hold', key: first - (first % 3), value: null },
    ],
    tiles: [{ level: 0, index: 0, hashes: bytesOf(first, 32 * (1 + (first % 256))) }],
    signed: first === 0 ? [] : [{ size: first, note: bytesOf(first, 2_600) }],
  };
}

async function run(folder: string, durability: string, most: number): Promise<void> {
  const store = await openWithSettings(
    join(folder, 'ledger'),
    { keptLog: join(folder, 'kept') },
    { ...FOLDING, durability: durability === 'NORMAL' ? 'NORMAL' : 'FULL' },
  );
  writeSync(1, `${store.meta.size}\n`);
  const inFlight: Promise<void>[] = [];
  let size = store.meta.size;
  for (let made = 0; made < most; made++) {
    const batch = batchAt(size);
    size += batch.entries.length;
    const after = size;
    inFlight.push(store.commit(batch).then(() => void writeSync(1, `${after}\n`)));
    if (inFlight.length === 3) await inFlight.shift();
  }
  await Promise.all(inFlight);
  await store.close();
}

const [, program, folder, durability = 'FULL', most = 'Infinity'] = process.argv;
if (program === import.meta.filename && folder !== undefined) {
  await run(folder, durability, Number(most));
}
