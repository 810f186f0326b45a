import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { START } from '../testing/parties.ts';
import { loadState } from './load.ts';
import { readSupplyHistory } from './read.ts';
import { metaRecord, takeRecords } from './records.ts';
import { FIRST_HISTORY_KEY, SupplyHistory, type SupplyPoint, thinned } from './supply-history.ts';

const HOUR_MS = 3_600_000;

/** A history of mints that are so far apart, and what was noted. */
function historyOf(steps: readonly number[]): { history: SupplyHistory; noted: SupplyPoint[] } {
  const history = new SupplyHistory();
  const noted: SupplyPoint[] = [];
  let time = START;
  for (const [at, step] of steps.entries()) {
    time += step;
    const point = { time, minted: BigInt(at + 1) * 10n, burned: BigInt(at) };
    history.note(0, point);
    noted.push(point);
  }
  return { history, noted };
}

const stepsArb = fc.array(fc.oneof(fc.constant(0), fc.nat(5_000), fc.nat(40 * 24 * HOUR_MS)), {
  minLength: 1,
  maxLength: 1_500,
});

it('keeps true points in order, the newest among them, and never more than is said', () => {
  fc.assert(
    fc.property(stepsArb, (steps) => {
      const { history, noted } = historyOf(steps);
      const points = history.points(0);
      const known = new Map(noted.map((point) => [point.time, point]));
      expect(points.at(-1)).toEqual(noted.at(-1));
      expect(points.map(({ time }) => known.get(time))).toEqual(points);
      const times = points.map(({ time }) => time);
      expect(times.toSorted((a, b) => a - b)).toEqual(times);
      expect(points.length).toBeLessThanOrEqual(922);
    }),
    { numRuns: 50 },
  );
});

test('ten thousand mints within hours leave the newest hundred and one for each hour', () => {
  const { history, noted } = historyOf(Array.from({ length: 10_000 }, () => 10_000));
  const points = history.points(0);
  const hours = (10_000 * 10_000) / HOUR_MS;
  expect(points.length).toBeGreaterThan(128 + hours - 2);
  expect(points.length).toBeLessThan(128 + hours + 2);
  expect(points.slice(-128)).toEqual(noted.slice(-128));
  const bytes = [...history.changed].map((key) => history.record(key).length);
  expect(Math.max(...bytes)).toBeLessThan(12_000);
});

test('a record says all of a level; what is none is refused', () => {
  const { history } = historyOf(Array.from({ length: 1_000 }, () => HOUR_MS));
  const again = new SupplyHistory();
  for (const key of history.changed) expect(again.restore(key, history.record(key))).toBe(true);
  expect(again.points(0)).toEqual(history.points(0));
  expect(again.restore(FIRST_HISTORY_KEY, new Uint8Array([7]))).toBe(false);
});

it('thins to as many points as are asked for, with the first and the newest', () => {
  fc.assert(
    fc.property(stepsArb, fc.integer({ min: 2, max: 300 }), (steps, most) => {
      const points = historyOf(steps).history.points(0);
      const few = thinned(points, most);
      expect(few.length).toBeLessThanOrEqual(most);
      expect(few[0]).toEqual(points[0]);
      expect(few.at(-1)).toEqual(points.at(-1));
      expect(few.every((point) => points.includes(point))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('mints and burns are points of their currency, and the stored records give the same', () => {
  const desk = new Desk();
  desk.must(desk.treasury.mint(desk.hrb, 500n));
  desk.must(desk.treasury.mint(desk.hrb, 20n));
  desk.wait(1_000);
  desk.must(desk.treasury.burn(desk.hrb, 40n));
  desk.must(desk.goldTreasury.mint(desk.gld, 7n));
  const points = [
    { time: START, minted: 520n, burned: 0n },
    { time: START + 1_000, minted: 520n, burned: 40n },
  ];
  expect(readSupplyHistory(desk.state, 0, 10)).toEqual(points);
  const records = [...takeRecords(desk.state), metaRecord(desk.state, desk.header)].map((one) => ({
    ...one,
    value: one.value?.slice() ?? new Uint8Array(),
  }));
  const { state } = loadState(desk.constitution, {
    record: (collection, key) =>
      records.find((one) => one.collection === collection && one.key === key)?.value,
    scan: (collection, visit) => {
      for (const one of records) if (one.collection === collection) visit(one.key, one.value);
    },
  });
  expect(readSupplyHistory(state, 0, 10)).toEqual(points);
  expect(readSupplyHistory(state, 1, 10)).toEqual([
    { time: START + 1_000, minted: 7n, burned: 0n },
  ]);
  expect(takeRecords(state)).toEqual([]);
});
