import { type Decision, NO_OBJECTION } from '@tallystick/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Stops, newStops } from './stops.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = 1_800_000_000_000;

const refuse = (rule: string): Decision => ({ outcome: 'refuse', rule, requirements: [] });
const hold = (rule: string | null): Decision => ({ outcome: 'hold', rule, requirements: [] });

function times(count: number, decision: Decision): Decision[] {
  return Array.from({ length: count }, () => decision);
}

/** Looks each minute, as the node does. */
function pass(stops: Stops, from: number, ms: number): number {
  for (let at = from + MINUTE_MS; at <= from + ms; at += MINUTE_MS) stops.look(at);
  return from + ms;
}

test('rules are counted by the hour and the day, refusals apart', () => {
  const stops = newStops(START);
  stops.decided([...times(60, refuse('KE-2')), ...times(40, hold('KE-1'))]);
  stops.decided(times(100, NO_OBJECTION));
  const later = pass(stops, START, MINUTE_MS);
  expect(stops.told).toMatchObject({ decided: { hour: 200 }, stopped: { hour: 100, day: 100 } });
  expect(stops.told.rules).toEqual([
    { rule: 'KE-2', hour: 60, day: 60, refused: 60 },
    { rule: 'KE-1', hour: 40, day: 40, refused: 0 },
  ]);
  const after = pass(stops, later, 2 * HOUR_MS);
  expect(stops.told.rules[0]).toEqual({ rule: 'KE-2', hour: 0, day: 60, refused: 60 });
  pass(stops, after, 24 * HOUR_MS);
  expect(stops.told).toMatchObject({ stopped: { hour: 0, day: 0 }, rules: [] });
});

test('an hour is at least an hour, and a day is not forgotten early', () => {
  const stops = newStops(START);
  stops.decided(times(50, refuse('KE-2')));
  const later = pass(stops, START, HOUR_MS);
  expect(stops.told.rules).toMatchObject([{ hour: 50 }]);
  pass(stops, later, 22 * HOUR_MS);
  expect(stops.told.rules).toMatchObject([{ hour: 0, day: 50 }]);
});

test('nothing is told of fewer than twenty, and the rest in steps of five', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), (one, other) => {
      const stops = newStops(START);
      stops.decided([...times(one, refuse('KE-2')), ...times(other, hold('KE-1'))]);
      for (let i = 0; i < one; i += 1) stops.refused('insufficient-balance');
      stops.look(START + MINUTE_MS);
      const { told } = stops;
      const all = [told.decided, told.stopped, ...told.rules, ...told.codes];
      for (const { hour, day } of all) {
        expect([hour % 5, day % 5]).toEqual([0, 0]);
        expect(day === 0 || day >= 20).toBe(true);
        expect(hour === 0 || hour >= 20).toBe(true);
      }
      const refused = told.rules.map((told) => told.refused);
      expect(refused.filter((count) => count % 5 !== 0 || (count > 0 && count < 20))).toEqual([]);
      expect(told.rules.some(({ rule }) => rule === 'KE-2')).toBe(one >= 20);
    }),
  );
});

test('holds that nobody explains change nothing, so they cannot be told from what is not held', () => {
  const without = newStops(START);
  const beside = newStops(START);
  for (const stops of [without, beside]) stops.decided(times(40, hold('KE-1')));
  beside.decided(times(1000, hold(null)));
  without.look(START + MINUTE_MS);
  beside.look(START + MINUTE_MS);
  expect(beside.told).toEqual(without.told);
});

test('a count moves once a minute, not with the payment', () => {
  const stops = newStops(START);
  const before = stops.told;
  stops.decided(times(500, refuse('KE-2')));
  expect(stops.told).toBe(before);
});

test('whatever comes when, the day is what its spans come to', () => {
  const minute = fc.record({ rule: fc.constantFrom('A', 'B', null), count: fc.nat(60) });
  fc.assert(
    fc.property(
      fc.array(minute, { maxLength: 60 }),
      fc.integer({ min: 1, max: 90 }),
      (all, gap) => {
        const stops = newStops(START);
        const log: { rule: string | null; count: number; at: number }[] = [];
        let now = START;
        for (const { rule, count } of all) {
          stops.decided(times(count, hold(rule)));
          log.push({ rule, count, at: now });
          now = pass(stops, now, gap * MINUTE_MS);
        }
        for (const { rule, hour, day } of stops.told.rules) {
          const since = (ms: number): number =>
            log
              .filter((one) => one.rule === rule && now - one.at < ms)
              .reduce((sum, { count }) => sum + count, 0);
          // A span is counted whole: an hour is at most five minutes too long, a day that much too short.
          expect(hour).toBeGreaterThanOrEqual(since(HOUR_MS) - 19);
          expect(hour).toBeLessThanOrEqual(since(HOUR_MS + 5 * MINUTE_MS + 1));
          expect(day).toBeGreaterThanOrEqual(since(24 * HOUR_MS - 5 * MINUTE_MS) - 19);
          expect(day).toBeLessThanOrEqual(since(24 * HOUR_MS + 1));
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('a rulebook of thousands of rules takes no more memory than a few hundred', () => {
  const stops = newStops(START);
  for (let i = 0; i < 6000; i += 1) stops.decided(times(20, refuse(`R-${i}`)));
  stops.look(START + MINUTE_MS);
  expect(stops.told.rules).toHaveLength(32);
  expect(stops.told.stopped.hour).toBe(120_000);
});
