import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Collection } from '../store.ts';
import { bytesOf } from '../testing/batches.ts';
import { encodeChanges } from './changes.ts';
import { collectIds } from './pending-ids.ts';
import { collectRecords } from './pending-records.ts';

const changeArbitrary = fc.record({
  collection: fc.constantFrom<Collection>('chain', 'hold'),
  key: fc.nat({ max: 30 }),
  length: fc.option(fc.nat({ max: 40 })),
});

test('records and folding together always give the newest value', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(changeArbitrary, { maxLength: 8 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 500 }),
      (batches, limit) => {
        const pending = collectRecords(limit);
        const table = new Map<string, Uint8Array>();
        const model = new Map<string, Uint8Array>();
        const journal = new Map<number, Uint8Array>();
        batches.forEach((changes, n) => {
          const records = changes.map(({ collection, key, length }) => ({
            collection,
            key,
            value: length === null ? null : bytesOf(n * 100 + key, length),
          }));
          const slice = pending.nextSlice(1);
          const encoded = encodeChanges(records);
          write(table, slice.changes);
          journal.set(n + 1, encoded);
          for (const batch of journal.keys()) if (batch <= slice.trim) journal.delete(batch);
          pending.add(n + 1, encoded);
          pending.folded(slice);
          write(model, records);

          const again = collectRecords(limit);
          for (const [batch, bytes] of journal) again.add(batch, bytes);
          for (const from of [pending, again]) {
            for (const collection of ['chain', 'hold'] as const) {
              for (let key = 0; key <= 30; key++) {
                const value = from.get(collection, key);
                const seen = value === undefined ? table.get(`${collection}/${key}`) : value;
                expect(seen ?? undefined).toEqual(model.get(`${collection}/${key}`));
              }
            }
          }
        });
      },
    ),
    { numRuns: 30 },
  );
});

function write(
  to: Map<string, Uint8Array>,
  changes: readonly { collection: Collection; key: number; value: Uint8Array | null }[],
): void {
  for (const { collection, key, value } of changes) {
    if (value === null) to.delete(`${collection}/${key}`);
    else to.set(`${collection}/${key}`, value.slice());
  }
}

test('a full generation of records is folded in order of key and then trimmed', () => {
  const pending = collectRecords(100);
  const keys = [500, 3, 70, 1, 20];
  const change = (key: number) => ({ collection: 'chain' as const, key, value: bytesOf(key, 20) });
  pending.add(7, encodeChanges(keys.map(change)));
  expect(pending.keys('chain')).toEqual([1, 3, 20, 70, 500]);
  const slice = pending.nextSlice(1);
  expect(slice.changes.map(({ key }) => key)).toEqual([1, 3, 20, 70, 500]);
  expect(slice.trim).toBe(7);
  expect(pending.get('chain', 70)).toEqual(bytesOf(70, 20));
  pending.folded(slice);
  expect(pending.get('chain', 70)).toBeUndefined();
  expect(pending.nextSlice(1)).toEqual({ changes: [], trim: 0 });
});

const MOST = 2 ** 48;

test('every id is found, in a generation or in the index, and nothing else is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.option(fc.nat({ max: MOST - 1 })), { maxLength: 9 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 60 }),
      (batches, limit) => {
        const pending = collectIds(limit);
        const index = new Set<string>();
        const all: (number | null)[] = [];
        let kept: { first: number; prefixes: Float64Array }[] = [];
        for (const ids of batches) {
          const prefixes = Float64Array.from(ids, (id) => id ?? Number.NaN);
          const { pairs, trim } = pending.nextSlice(1);
          for (let at = 0; at < pairs.length; at += 2) index.add(`${pairs[at]}/${pairs[at + 1]}`);
          kept = [...kept.filter(({ first }) => first >= trim), { first: all.length, prefixes }];
          pending.add(all.length, prefixes);
          pending.folded({ pairs, trim });
          all.push(...ids);
        }
        const again = collectIds(limit);
        for (const { first, prefixes } of kept) again.add(first, prefixes);
        for (const from of [pending, again]) {
          all.forEach((id, entry) => {
            if (id === null) return;
            const found = index.has(`${id}/${entry}`) || from.find(id).includes(entry);
            expect(found).toBe(true);
            expect(from.find(id).every((candidate) => all[candidate] === id)).toBe(true);
          });
        }
        for (const pair of index) {
          const [id, entry] = pair.split('/').map(Number);
          expect(all[entry ?? -1]).toBe(id);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('headers alone fill a generation and are trimmed without a row in the index', () => {
  const pending = collectIds(4);
  pending.add(10, new Float64Array(4).fill(Number.NaN));
  const slice = pending.nextSlice(1);
  expect(slice).toEqual({ pairs: new Float64Array(0), trim: 14 });
  pending.folded(slice);
  expect(pending.nextSlice(1).trim).toBe(0);
});

test('the slices of a large generation are in order of the prefix and end by themselves', () => {
  const pending = collectIds(10_000);
  const prefixes = Float64Array.from({ length: 10_000 }, (_, n) => (n * 2_654_435_761_987) % MOST);
  pending.add(0, prefixes);
  const seen: number[] = [];
  let slices = 0;
  for (let trim = 0; trim === 0; slices++) {
    const slice = pending.nextSlice(100);
    for (let at = 0; at < slice.pairs.length; at += 2) seen.push(slice.pairs[at] ?? -1);
    ({ trim } = slice);
    pending.folded(slice);
  }
  expect(slices).toBe(38);
  expect(seen.toSorted((a, b) => a - b)).toEqual([...prefixes].sort((a, b) => a - b));
  const starts = seen.map((prefix) => Math.floor(prefix / 2 ** 32));
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
});

test('ids whose prefixes were ground to share their last bits are found as fast as others', () => {
  const count = 20_000;
  const spread = Float64Array.from({ length: count }, (_, at) => (at * 0x9e37_79b1) % 2 ** 29);
  const ground = spread.map((bits) => bits * 2 ** 19 + 77);
  const others = spread.map((bits, at) => bits * 2 ** 19 + ((at * 7919) % 2 ** 19));
  const timed = (prefixes: Float64Array): number => {
    const started = performance.now();
    const ids = collectIds(262_144);
    ids.add(0, prefixes);
    for (let at = 0; at < count; at += 10) expect(ids.find(prefixes[at]!)).toContain(at);
    return performance.now() - started;
  };
  const best = (prefixes: Float64Array): number =>
    Math.min(...Array.from({ length: 3 }, () => timed(prefixes)));
  // In one place of the table they would take a hundred times as long.
  expect(best(ground)).toBeLessThan(10 * best(others));
});
