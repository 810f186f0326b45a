import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDurations, newDurations, noteDuration, percentile } from './durations.ts';

function noted(all: readonly number[]): ReturnType<typeof newDurations> {
  const counts = newDurations();
  for (const ms of all) noteDuration(counts, ms);
  return counts;
}

test('a percentile is that of the sorted list, and at most a class longer', () => {
  const ms = fc.double({ min: 0.07, max: 200_000, noNaN: true });
  const lists = fc.array(ms, { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(lists, fc.constantFrom(1, 500, 900, 990, 1000), (all, permille) => {
      const sorted = all.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil((all.length * permille) / 1000)) - 1] ?? 0;
      const told = percentile(noted(all), permille) ?? 0;
      expect(told).toBeGreaterThanOrEqual(exact * 0.994); // three figures
      expect(told).toBeLessThanOrEqual(exact * 1.097);
    }),
  );
});

test('two are added, and of nothing there is no percentile', () => {
  expect(percentile(newDurations(), 500)).toBeNull();
  const counts = noted([1, 1, 1]);
  addDurations(counts, noted([100]));
  expect(percentile(counts, 500)).toBe(1);
  expect(percentile(counts, 1000)).toBe(108);
});

test('what is no duration, and what is too long for any class, breaks nothing', () => {
  const counts = noted([Number.NaN, -1, 0, 1e12, Infinity]);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(5);
  expect(percentile(counts, 1000)).toBeGreaterThan(200_000);
});
