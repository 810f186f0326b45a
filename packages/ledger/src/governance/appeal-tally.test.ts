import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppealTally } from './appeal-tally.ts';
import type { AppealView } from './views.ts';

const ID = new Uint8Array(32);
const OUTCOMES = ['upheld', 'exception', 'compensation', 'referred'] as const;

function answered(appeal: AppealView, which: number): AppealView {
  const outcome = OUTCOMES[which % OUTCOMES.length] as (typeof OUTCOMES)[number];
  const exemption =
    outcome === 'exception'
      ? { currency: ID, amount: 1n, payee: ID, rule: `KE-${which % 3}`, until: 9 }
      : null;
  return { ...appeal, answer: { outcome, at: appeal.at + which, by: ID, exemption } };
}

test('what is kept up to date is what all appeals say, and what a restored ledger counts', () => {
  const step = fc.record({ what: fc.constantFrom('said', 'answered', 'used'), which: fc.nat(40) });
  const property = fc.property(fc.array(step, { maxLength: 60 }), fc.nat(70), (steps, due) => {
    const tally = new AppealTally();
    const all: AppealView[] = [];
    for (const { what, which } of steps) {
      const number = what === 'said' ? all.length : which % Math.max(1, all.length);
      const before = all[number];
      const said = { id: ID, identity: ID, decision: ID, note: ID, answer: null, used: null };
      let after: AppealView = { ...said, at: number };
      if (what === 'answered') {
        if (before === undefined || before.answer !== null) continue;
        after = answered(before, which);
      } else if (what === 'used') {
        if (!before?.answer?.exemption || before.used !== null) continue;
        after = { ...before, used: ID };
      }
      all[number] = after;
      tally.note(number, after);
    }
    const isDue = (at: number): boolean => at < due;
    const restored = new AppealTally();
    for (const [number, appeal] of all.entries()) restored.note(number, appeal);
    const counts = tally.counts(isDue);
    expect(restored.counts(isDue)).toEqual(counts);
    const open = all.filter(({ answer }) => answer === null);
    expect(counts.open).toBe(open.length);
    expect(counts.overdue).toBe(open.filter(({ at }) => isDue(at)).length);
    expect(counts.waitedMs).toEqual(
      all.flatMap(({ at, answer }) => (answer === null ? [] : [answer.at - at])),
    );
    for (const outcome of OUTCOMES) {
      const ended = all.filter(({ answer }) => answer?.outcome === outcome);
      expect(counts.outcomes[outcome]).toBe(ended.length);
    }
    for (const rule of ['KE-0', 'KE-1', 'KE-2']) {
      const of = all.filter(({ answer }) => answer?.exemption?.rule === rule);
      const used = of.filter((one) => one.used !== null).length;
      const expected = of.length === 0 ? undefined : { granted: of.length, used };
      expect(counts.exceptions.get(rule)).toEqual(expected);
    }
  });
  fc.assert(property);
});
