import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepLogDays } from './log-days.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2027, 0, 1);

it('asks the log that there is now: one that was opened anew is another', () => {
  const closed = { checkpointFor: () => assert.fail('closed') };
  const opened = {
    checkpointFor: () => ({ time: START, size: 1, root: new Uint8Array(32), note: null }),
  };
  let log: Parameters<typeof keepLogDays>[0] = () => closed;
  const days = keepLogDays(
    () => log(),
    () => ({ size: 1, time: START }),
  );
  log = () => opened;
  expect(days.newest(1)).toEqual([{ day: START, entries: 1 }]);
});

it('counts what a walk through the whole log would, as the log grows', () => {
  const gaps = fc.array(fc.oneof(fc.nat(1_000), fc.nat(3 * DAY_MS)), {
    minLength: 1,
    maxLength: 80,
  });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 40 }), (steps, most) => {
      const times: number[] = [];
      let reads = 0;
      const checkpointFor = (index: number) => {
        reads += 1;
        return { time: times[index] ?? 0, size: 0, root: new Uint8Array(32), note: null };
      };
      const days = keepLogDays(
        () => ({ checkpointFor }),
        () => ({ size: times.length, time: times.at(-1) ?? null }),
      );
      expect(days.newest(most)).toEqual([]);
      for (const step of steps) {
        times.push((times.at(-1) ?? START) + step);
        const told = days.newest(most);
        const last = Math.floor((times.at(-1) ?? 0) / DAY_MS);
        const first = Math.max(last - most + 1, Math.floor((times[0] ?? 0) / DAY_MS));
        const counted = Array.from({ length: last - first + 1 }, (_, at) => ({
          day: (first + at) * DAY_MS,
          entries: times.filter((time) => Math.floor(time / DAY_MS) === first + at).length,
        }));
        expect(told).toEqual(counted);
      }
      reads = 0;
      days.newest(most);
      expect(reads).toBe(1);
    }),
    { numRuns: 40 },
  );
});
