import { expect, test } from 'vitest';
import { ColdRecords, TwoGenerations } from './cold.ts';

/** Records of one byte, and how often they were read. */
function source(stored: Map<number, number>): {
  cold: ColdRecords<number>;
  reads: () => number;
} {
  let reads = 0;
  const cold = new ColdRecords<number>(
    {
      record(_, key) {
        reads += 1;
        const value = stored.get(key);
        return value === undefined ? undefined : Uint8Array.of(value);
      },
    },
    { collection: 'key', cached: 2, read: (bytes) => bytes[0] ?? -1 },
  );
  return { cold, reads: () => reads };
}

test('what was set is found before it is durable, and after', () => {
  const stored = new Map([[1, 10]]);
  const { cold } = source(stored);
  expect(cold.get(1)).toBe(10);
  cold.set(1, 11);
  cold.seal();
  cold.set(1, 12);
  cold.set(2, 20);
  cold.seal();
  expect([cold.get(1), cold.get(2), cold.get(3)]).toEqual([12, 20, undefined]);
  stored.set(1, 11);
  cold.settle();
  expect(cold.get(1)).toBe(12);
  stored.set(1, 12).set(2, 20);
  cold.settle();
  for (let key = 3; key < 9; key += 1) cold.get(stored.set(key, key) && key);
  expect([cold.get(1), cold.get(2)]).toEqual([12, 20]);
  expect(() => cold.settle()).toThrow('no sealed batch');
});

test('only what the batch under way has set counts as changed', () => {
  const { cold } = source(new Map());
  cold.set(5, 50);
  expect([...cold.changed]).toEqual([[5, 50]]);
  cold.seal();
  expect([...cold.changed]).toEqual([]);
});

test('a few are kept, and are not read again', () => {
  const { cold, reads } = source(new Map([[1, 10]]));
  for (let times = 0; times < 5; times += 1) cold.get(1);
  expect(reads()).toBe(1);
});

test('a cache holds at most twice its capacity, and what is asked for stays', () => {
  const cache = new TwoGenerations<number>(4);
  for (let key = 0; key < 100; key += 1) {
    cache.set(key, key);
    cache.get(0);
  }
  const kept = Array.from({ length: 100 }, (_, key) => key).filter(
    (key) => cache.get(key) !== undefined,
  );
  expect(kept).toContain(0);
  expect(kept).toContain(99);
  expect(kept.length).toBeLessThanOrEqual(8);
  const none = new TwoGenerations<number>(0);
  none.set(1, 1);
  expect(none.get(1)).toBeUndefined();
});
