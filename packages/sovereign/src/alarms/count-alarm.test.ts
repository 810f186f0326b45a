import type { Alarm } from '@tallystick/protocol';
import type { Decision } from '@tallystick/rules';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countAlarm, decodeCounts, encodeCounts, noCounts, tellAlarm } from './count-alarm.ts';

const HOUR_MS = 3_600_000;
const decisions: fc.Arbitrary<Decision> = fc.record({
  outcome: fc.constantFrom('refuse' as const, 'hold' as const, 'no-objection' as const),
  rule: fc.constantFrom('KE-1', 'KE-2', null),
  requirements: fc.constant([]),
});
const alarms: fc.Arbitrary<Alarm> = fc.record({
  on: fc.constantFrom('refused' as const, 'held' as const, 'stopped' as const),
  rule: fc.constantFrom('KE-1', null),
  most: fc.integer({ min: 20, max: 40 }),
  of: fc.oneof(
    fc.record({ kind: fc.constant('last' as const), payments: fc.constantFrom(41, 60) }),
    fc.record({ kind: fc.constant('within' as const), hours: fc.integer({ min: 1, max: 3 }) }),
  ),
});
const batches = fc.array(
  fc.record({
    waitMs: fc.constantFrom(0, 1000, HOUR_MS / 2, HOUR_MS, 5 * HOUR_MS),
    decided: fc.array(decisions, { minLength: 5, maxLength: 40 }),
  }),
  { maxLength: 12 },
);

it('counts what counting again from the beginning gives, in steps, and across a restart', () => {
  fc.assert(
    fc.property(alarms, batches, (alarm, all) => {
      let counts = noCounts(alarm);
      let now = 1000 * HOUR_MS;
      const said: { at: number; isCounted: boolean }[] = [];
      for (const { waitMs, decided } of all) {
        now += waitMs;
        countAlarm(counts, alarm, decided, now);
        counts = decodeCounts(encodeCounts(counts), alarm)!;
        for (const one of decided) said.push({ at: now, isCounted: plainly(alarm, one) });
      }
      const { of, most } = alarm;
      const looked =
        of.kind === 'last'
          ? said.slice(-of.payments)
          : said.filter(({ at }) => hourOf(at) > hourOf(now) - of.hours);
      const exact = looked.filter(({ isCounted }) => isCounted).length;
      const stopped = exact < 20 ? 0 : Math.floor(exact / 5) * 5;
      const isFull = of.kind === 'within' || said.length >= of.payments;
      expect(tellAlarm(counts, alarm, now)).toMatchObject({
        stopped,
        isAbove: isFull && stopped > most,
      });
    }),
  );
});

const hourOf = (time: number): number => Math.floor(time / HOUR_MS);

function plainly({ on, rule }: Alarm, decision: Decision): boolean {
  if (decision.rule === null || (rule !== null && rule !== decision.rule)) return false;
  if (decision.outcome === 'refuse') return on !== 'held';
  return decision.outcome === 'hold' && on !== 'refused';
}

it('tells nothing of fewer than 20 payments, nor whether there was one more', () => {
  const of = { kind: 'within', hours: 24 } as const;
  const alarm: Alarm = { on: 'refused', rule: null, most: 20, of };
  const refused: Decision = { outcome: 'refuse', rule: 'KE-1', requirements: [] };
  const told = Array.from({ length: 27 }, (_, count) => {
    const counts = noCounts(alarm);
    countAlarm(
      counts,
      alarm,
      Array.from({ length: count }, () => refused),
      0,
    );
    return tellAlarm(counts, alarm, 0);
  });
  expect(told.map(({ stopped }) => stopped)).toEqual([
    ...Array<number>(20).fill(0),
    ...Array<number>(5).fill(20),
    25,
    25,
  ]);
  expect(told.findIndex(({ isAbove }) => isAbove)).toBe(25);
});

it('counts no hold of which nothing is told', () => {
  const of = { kind: 'within', hours: 1 } as const;
  const alarm: Alarm = { on: 'stopped', rule: null, most: 20, of };
  const counts = noCounts(alarm);
  const unexplained: Decision = { outcome: 'hold', rule: null, requirements: [] };
  countAlarm(
    counts,
    alarm,
    Array.from({ length: 100 }, () => unexplained),
    0,
  );
  expect(tellAlarm(counts, alarm, 0).stopped).toBe(0);
});
