import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readKeptLog } from '../kept-log/reading.ts';
import type { Store } from '../store.ts';
import { batchAt, FOLDING } from '../testing/committing-process.ts';
import { openWithSettings } from './open.ts';

const PROGRAM = join(import.meta.dirname, '../testing/committing-process.ts');
const KILLS = 25;
/** Batches that a process has made at least before it is killed, so that folding is under way. */
const AT_LEAST = 12;

/**
 * Lets the process commit some batches, and then for a while, kills it, and tells what it
 * acknowledged.
 */
async function killAfter(folder: string, milliseconds: number): Promise<number> {
  const child = spawn(process.execPath, [PROGRAM, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    if (printed.split('\n').length <= AT_LEAST + 1) return;
    timer ??= setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
  const lines = printed.split('\n');
  // What follows the last line's end was cut off by the kill.
  return Number(lines.at(-2));
}

/** Compares the store with what every process must have committed to reach its size. */
function compareFrom(store: Store, from: number): void {
  expect([...store.check()]).toEqual([]);
  let size = 0;
  const holds = new Set<number>();
  while (size < store.meta.size) {
    const batch = batchAt(size);
    for (const { collection, key, value } of batch.records) {
      if (collection === 'hold' && value !== null) holds.add(key);
      else if (collection === 'hold') holds.delete(key);
    }
    if (size >= from) {
      expect(store.checkpointFor(size)?.size).toBe(batch.checkpoint?.size);
      batch.entries.forEach(({ id, bytes }, n) => {
        const stored = store.entry(size + n);
        expect(Buffer.from(bytes).equals(stored?.bytes ?? Buffer.alloc(0))).toBe(true);
        if (id !== null) expect(store.indexOf(id)).toBe(size + n);
      });
    }
    size += batch.entries.length;
    if (size === store.meta.size) {
      for (const { collection, key, value } of batch.records.slice(0, 2)) {
        expect(store.record(collection, key)).toEqual(value);
      }
      expect(store.tile(0, 0)).toEqual(batch.tiles[0]?.hashes);
    }
  }
  const scanned: number[] = [];
  store.scan('hold', (key) => scanned.push(key));
  expect(scanned).toEqual([...holds].sort((a, b) => a - b));
}

test(`no acknowledged batch is lost in ${KILLS} kills`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-kill-'));
  try {
    let checked = 0;
    let committed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const acknowledged = await killAfter(folder, (kill * 37) % 120);
      const keptLog = join(folder, 'kept');
      const store = await openWithSettings(join(folder, 'ledger'), { keptLog }, FOLDING);
      expect(store.meta.size).toBeGreaterThanOrEqual(acknowledged);
      compareFrom(store, checked);
      const kept = readKeptLog(keptLog);
      let end = kept.next();
      while (end.done !== true) end = kept.next();
      expect(end.value).toEqual({ size: store.meta.size, fault: undefined });
      checked = Math.max(0, store.meta.size - 200);
      committed = store.meta.size;
      await store.close();
    }
    expect(committed).toBeGreaterThan(KILLS * AT_LEAST);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
