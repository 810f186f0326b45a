import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Batch, COLLECTIONS, type Collection, type Store } from './store.ts';
import { bytesOf, entriesBatch, idOf, noBatch } from './testing/batches.ts';

/** One engine at one place, which is empty at first. */
export interface EngineHarness {
  open(): Promise<Store>;
  /** The same place with so little room that a commit fails before 4 MiB of entries are in it. */
  openWithLittleRoom(): Promise<Store>;
  /** Opens what `backup` wrote. */
  openBackup(file: string): Promise<Store>;
}

/** What every engine must do. `harness` is asked once per test, with an empty folder. */
export function testStore(name: string, harness: (folder: string) => EngineHarness): void {
  describe(`${name} is a store`, () => {
    let folder: string;
    let engine: EngineHarness;
    let store: Store;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tallystick-store-'));
      engine = harness(folder);
      store = await engine.open();
    });
    afterEach(async () => {
      await store.close();
      await rm(folder, { recursive: true });
    });

    async function reopen(): Promise<void> {
      await store.close();
      store = await engine.open();
    }

    test('is empty at first', () => {
      expect(store.meta).toEqual({ size: 0, newest: undefined, unsigned: [] });
      expect(store.entry(0)).toBeUndefined();
      expect(store.checkpointFor(0)).toBeUndefined();
      expect(store.indexOf(idOf(0))).toBeUndefined();
      expect(store.record('chain', 0)).toBeUndefined();
      expect(store.tile(0, 0)).toBeUndefined();
      expect([...store.exportEntries(0, 10)]).toEqual([]);
    });

    test('gives back what was committed, before and after it is opened again', async () => {
      await store.commit({
        ...entriesBatch(0, 3),
        records: [{ collection: 'hold', key: 7, value: bytesOf(7, 100) }],
        tiles: [{ level: 0, index: 0, hashes: bytesOf(1, 96) }],
      });
      for (const _ of ['as committed', 'as opened']) {
        expect(store.entry(0)).toEqual({ index: 0, id: null, bytes: bytesOf(0) });
        expect(store.entry(2)).toEqual({ index: 2, id: idOf(2), bytes: bytesOf(2) });
        expect(store.entry(3)).toBeUndefined();
        expect(store.entry(-1)).toBeUndefined();
        expect(store.indexOf(idOf(1))).toBe(1);
        expect(store.indexOf(idOf(3))).toBeUndefined();
        expect(store.record('hold', 7)).toEqual(bytesOf(7, 100));
        expect(store.record('chain', 7)).toBeUndefined();
        expect(store.tile(0, 0)).toEqual(bytesOf(1, 96));
        expect(store.tile(1, 0)).toBeUndefined();
        await reopen();
      }
      expect(store.meta.size).toBe(3);
    });

    test('applies commits in call order while several are in flight', async () => {
      const resolved: number[] = [];
      const commits = Array.from({ length: 20 }, async (_, n) => {
        const records = [{ collection: 'meta' as const, key: 0, value: bytesOf(n) }];
        await store.commit({ ...entriesBatch(n * 2, 2), records });
        resolved.push(n);
        expect(store.entry(n * 2 + 1)?.index).toBe(n * 2 + 1);
      });
      await Promise.all(commits);
      expect(resolved).toEqual(Array.from({ length: 20 }, (_, n) => n));
      expect(store.record('meta', 0)).toEqual(bytesOf(19));
    });

    test('owns the bytes of a batch from the moment of the call', async () => {
      const batch = entriesBatch(0, 2);
      const value = bytesOf(5);
      const committed = store.commit({
        ...batch,
        records: [{ collection: 'key', key: 1, value }],
      });
      batch.entries[1]?.bytes.fill(255);
      batch.entries[1]?.id?.fill(255);
      value.fill(255);
      await committed;
      expect(store.entry(1)).toEqual({ index: 1, id: idOf(1), bytes: bytesOf(1) });
      expect(store.record('key', 1)).toEqual(bytesOf(5));
    });

    test('replaces and removes records, the last write of a batch winning', async () => {
      const record = (key: number, value: Uint8Array | null) => ({
        collection: 'chain' as const,
        key,
        value,
      });
      const highest = Number.MAX_SAFE_INTEGER;
      await store.commit({
        ...noBatch(0),
        records: [3, 1, highest, 2, 1].map((key, n) => record(key, bytesOf(n))),
      });
      await store.commit({
        ...noBatch(0),
        records: [record(3, null), record(2, null), record(2, bytesOf(9)), record(8, null)],
      });
      await reopen();
      const seen: [number, Uint8Array][] = [];
      store.scan('chain', (key, value) => seen.push([key, value]));
      expect(seen).toEqual([
        [1, bytesOf(4)],
        [2, bytesOf(9)],
        [highest, bytesOf(2)],
      ]);
    });

    test('keeps the collections apart', async () => {
      const records = COLLECTIONS.map((collection, n) => ({
        collection,
        key: 0,
        value: bytesOf(n),
      }));
      await store.commit({ ...noBatch(0), records });
      await reopen();
      expect(COLLECTIONS.map((collection) => store.record(collection, 0))).toEqual(
        COLLECTIONS.map((_, n) => bytesOf(n)),
      );
    });

    test('replaces a partial tile by a fuller one', async () => {
      const tile = (length: number) => ({ level: 1, index: 3, hashes: bytesOf(length, length) });
      await store.commit({ ...noBatch(0), tiles: [tile(32)] });
      await store.commit({ ...noBatch(0), tiles: [tile(64), tile(256 * 32)] });
      await reopen();
      expect(store.tile(1, 3)).toEqual(bytesOf(256 * 32, 256 * 32));
    });

    test('answers the checkpoint of the batch that holds an entry, and adds its note', async () => {
      await store.commit(entriesBatch(0, 1));
      await store.commit(entriesBatch(1, 4));
      await store.commit({ ...entriesBatch(5, 2), signed: [{ size: 1, note: bytesOf(1) }] });
      await store.commit({ ...noBatch(7), signed: [{ size: 7, note: bytesOf(7) }] });
      const sizes = [0, 1, 4, 5, 6, 7].map((index) => store.checkpointFor(index)?.size);
      expect(sizes).toEqual([1, 5, 5, 7, 7, undefined]);
      await reopen();
      expect(store.checkpointFor(0)).toEqual({ size: 1, ...checkpointOf(1), note: bytesOf(1) });
      expect(store.meta.newest).toEqual({ size: 7, ...checkpointOf(7), note: bytesOf(7) });
      expect(store.meta.unsigned).toEqual([{ size: 5, ...checkpointOf(5), note: null }]);
    });

    test('ignores a note that has no checkpoint, and a second one', async () => {
      await store.commit(entriesBatch(0, 4));
      const signed = [2, 4, 4, 9].map((size, n) => ({ size, note: bytesOf(n) }));
      await store.commit({ ...noBatch(4), signed });
      await store.commit({ ...noBatch(4), signed: [{ size: 4, note: bytesOf(7) }] });
      await reopen();
      expect(store.checkpointFor(0)?.note).toEqual(bytesOf(1));
      expect(store.meta.unsigned).toEqual([]);
      expect([...store.check()]).toEqual([]);
    });

    test('tells ids apart that begin alike', async () => {
      const alike = (last: number) => Uint8Array.from(idOf(1)).fill(last, 24);
      const batch = entriesBatch(0, 4);
      const entries = batch.entries.map((entry, n) => ({
        ...entry,
        id: n === 0 ? null : alike(n),
      }));
      await store.commit({ ...batch, entries });
      expect([1, 2, 3, 4].map((last) => store.indexOf(alike(last)))).toEqual([1, 2, 3, undefined]);
    });

    test('holds empty and large values', async () => {
      const sizes = [0, 1, 4_000, 9_000, 131_072, 200_000];
      const batch = entriesBatch(0, sizes.length);
      const entries = batch.entries.map((entry, n) => ({ ...entry, bytes: bytesOf(n, sizes[n]) }));
      const records = sizes.map((size, key) => ({
        collection: 'note' as const,
        key,
        value: bytesOf(key, size),
      }));
      await store.commit({ ...batch, entries, records });
      await reopen();
      sizes.forEach((size, n) => {
        const bytes = Buffer.from(bytesOf(n, size));
        expect(bytes.equals(store.entry(n)!.bytes)).toBe(true);
        expect(bytes.equals(store.record('note', n)!)).toBe(true);
      });
    });

    test('exports any range of the log', async () => {
      await store.commit(entriesBatch(0, 100));
      const all = [...store.exportEntries(0, 100)];
      expect(all.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, n) => n));
      expect(all[42]).toEqual(store.entry(42));
      expect([...store.exportEntries(97, 1_000)].map(({ index }) => index)).toEqual([97, 98, 99]);
      expect([...store.exportEntries(5, 5)]).toEqual([]);
      for (const { index } of store.exportEntries(0, 100)) if (index === 3) break;
      await store.commit(entriesBatch(100, 1));
      expect([...store.exportEntries(99, 101)].map(({ id }) => id)).toEqual([idOf(99), idOf(100)]);
    });

    test('backs up while it is in use', async () => {
      const file = join(folder, 'copy');
      await store.commit(entriesBatch(0, 50));
      const later = Array.from({ length: 50 }, (_, n) => store.commit(entriesBatch(50 + n, 1)));
      await store.backup(file);
      await Promise.all(later);
      await expect(store.backup(file)).rejects.toMatchObject({ code: 'exists' });
      const copy = await engine.openBackup(file);
      try {
        expect(copy.meta.size).toBeGreaterThanOrEqual(50);
        expect(copy.meta.newest?.size).toBe(copy.meta.size);
        for (const entry of copy.exportEntries(0, copy.meta.size)) {
          expect(entry).toEqual(store.entry(entry.index));
        }
        await copy.commit(entriesBatch(copy.meta.size, 1));
      } finally {
        await copy.close();
      }
    });

    test('finishes what is in flight when it is closed, then refuses', async () => {
      const commits = [store.commit(entriesBatch(0, 5)), store.commit(entriesBatch(5, 5))];
      await store.close();
      await Promise.all(commits);
      await store.close();
      await expect(store.commit(entriesBatch(10, 1))).rejects.toMatchObject({ code: 'closed' });
      await expect(store.backup(join(folder, 'none'))).rejects.toMatchObject({ code: 'closed' });
      expect(() => store.entry(0)).toThrow(expect.objectContaining({ code: 'closed' }));
      expect(() => store.indexOf(idOf(1))).toThrow(expect.objectContaining({ code: 'closed' }));
      store = await engine.open();
      expect(store.meta.size).toBe(10);
    });

    test.each<[string, Partial<Batch>]>([
      ['another first entry', { first: 4 }],
      ['no checkpoint', { checkpoint: null }],
      ['the checkpoint of another size', { checkpoint: { size: 5, ...checkpointOf(5) } }],
      ['a short root', { checkpoint: { size: 4, root: new Uint8Array(31), time: 1 } }],
      ['a short id', { entries: [{ id: new Uint8Array(31), bytes: bytesOf(3) }] }],
      ['a negative key', { records: [{ collection: 'chain', key: -1, value: null }] }],
      ['a fractional key', { records: [{ collection: 'chain', key: 0.5, value: null }] }],
      ['half a hash', { tiles: [{ level: 0, index: 0, hashes: new Uint8Array(16) }] }],
      ['too wide a tile', { tiles: [{ level: 0, index: 0, hashes: new Uint8Array(257 * 32) }] }],
    ])('asserts against a batch with %s, and stays usable', async (_, fault) => {
      await store.commit(entriesBatch(0, 3));
      await expect(store.commit({ ...entriesBatch(3, 1), ...fault })).rejects.toThrow(RangeError);
      await store.commit(entriesBatch(3, 1));
      expect(store.entry(3)?.bytes).toEqual(bytesOf(3));
    });

    test('keeps whole batches and says so when the room ends', async () => {
      await store.close();
      store = await engine.openWithLittleRoom();
      const { acknowledged, failure } = await commitUntilFailure(store);
      expect(failure).toMatchObject({ code: 'full' });
      const next = entriesBatch(acknowledged, 1);
      await expect(store.commit(next)).rejects.toMatchObject({ code: 'failed' });
      await reopen();
      expect(store.meta.size).toBe(acknowledged);
      expect(store.record('meta', 0)).toEqual(bytesOf(acknowledged));
      expect([...store.exportEntries(0, acknowledged + 1)]).toHaveLength(acknowledged);
      await store.commit(next);
      expect(store.entry(acknowledged)?.bytes).toEqual(bytesOf(acknowledged));
    });

    test('does what a model does', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 12 }), async (steps) => {
          const records = new Map<string, Uint8Array>();
          for (const step of steps) {
            if (step.reopen === 0) await reopen();
            const size = [...store.exportEntries(0, 10_000)].length;
            const writes = step.writes.map(({ collection, key, byte }) => ({
              collection,
              key,
              value: byte === null ? null : bytesOf(byte, byte),
            }));
            await store.commit({ ...entriesBatch(size, step.entries), records: writes });
            for (const { collection, key, value } of writes) {
              records.set(`${collection}/${key}`, value ?? new Uint8Array(0));
              expect(store.checkpointFor(size)?.size).toBe(
                step.entries === 0 ? undefined : size + step.entries,
              );
            }
          }
          for (const [name, value] of records) {
            const [collection, key] = name.split('/') as [Collection, string];
            expect(store.record(collection, Number(key)) ?? new Uint8Array(0)).toEqual(value);
          }
        }),
        { numRuns: 10 },
      );
    });
  });
}

const stepArbitrary = fc.record({
  reopen: fc.nat({ max: 7 }),
  entries: fc.nat({ max: 5 }),
  writes: fc.array(
    fc.record({
      collection: fc.constantFrom('chain' as const, 'hold' as const),
      key: fc.nat({ max: 4 }),
      byte: fc.option(fc.integer({ min: 1, max: 200 })),
    }),
    { maxLength: 6 },
  ),
});

function checkpointOf(size: number): { root: Uint8Array; time: number } {
  const { checkpoint } = entriesBatch(size - 1, 1);
  if (checkpoint === null) throw new Error('a batch of one entry has a checkpoint');
  return { root: checkpoint.root, time: checkpoint.time };
}

/**
 * Commits batches of 64 KiB, each with a record that names its end, until one fails; the entries
 * acknowledged.
 */
async function commitUntilFailure(
  store: Store,
): Promise<{ acknowledged: number; failure: unknown }> {
  for (let first = 0; first < 64 * 64; first += 64) {
    const batch = entriesBatch(first, 64);
    const records = [
      { collection: 'meta' as const, key: 0, value: bytesOf(first + 64) },
      { collection: 'note' as const, key: first, value: bytesOf(first, 65_536) },
    ];
    try {
      await store.commit({ ...batch, records });
    } catch (failure) {
      return { acknowledged: first, failure };
    }
  }
  throw new Error('4 MiB were committed without a failure');
}
