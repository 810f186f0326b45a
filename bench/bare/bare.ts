import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';

/** What the machine can do when it does one thing only: the other side of every ratio. */

const KEYS_PER_WORKER = 16;

/** ML-DSA-44 verifications per second on all cores, one worker a core, keys imported beforehand. */
export async function bareVerifyPerSecond(forMs: number): Promise<number> {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const workers = Array.from(
    { length: availableParallelism() },
    () =>
      new Worker(new URL('./verify-worker.ts', import.meta.url), {
        workerData: { keys: KEYS_PER_WORKER, flag, forMs },
      }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const rates = workers.map(async (worker) => {
    const [rate] = (await once(worker, 'message')) as [number];
    return rate;
  });
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
  const total = (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return total;
}

/** Durable commits per second of one small row: SQLite, WAL, `synchronous=FULL`, in `folder`'s file system. */
export function bareCommitPerSecond(forMs: number, parent: string = tmpdir()): number {
  const folder = mkdtempSync(join(parent, 'tallystick-commit-'));
  const database = new DatabaseSync(join(folder, 'bare.sqlite'));
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT');
    const insert = database.prepare('INSERT INTO row (value) VALUES (?)');
    const value = new Uint8Array(64);
    const startedAt = performance.now();
    let count = 0;
    while (performance.now() - startedAt < forMs) {
      insert.run(value);
      count += 1;
    }
    return count / ((performance.now() - startedAt) / 1000);
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}
