import type { RulebookSource } from '@tallystick/rules';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bandOf, type Outcomes } from './trial-sums.ts';
import { openDraftTrial } from './try-draft.ts';

const SOURCE: RulebookSource = {
  modules: [],
  lists: [],
  settings: [],
  currencies: [{ code: 'HRB', id: new Uint8Array(32).fill(1), decimals: 2 }],
};
const DRAFT = `module KE version 1 in force from 2028-01-01

rule KE-1 "Large"
  when amount > 100.00 HRB
  then refuse

rule KE-2 "Abroad"
  when destination = DE
  then hold until identity tier 2
`;
const all = ({ refuse, hold, 'no-objection': allowed }: Outcomes): number =>
  refuse + hold + allowed;

it('adds up: by size and by corridor every payment is counted once, before and after', () => {
  const trial = openDraftTrial(DRAFT, { source: SOURCE, time: 1_900_000_000_000 });
  if (!trial.ok) throw new Error(trial.why);
  for (const line of trial.madeUp(500, 3)) trial.add(line);
  const sums = trial.sums();
  expect(sums.payments).toBe(500);
  expect([all(sums.before), all(sums.after)]).toEqual([500, 500]);
  expect(sums.before['no-objection']).toBe(500);
  for (const cells of [sums.bands, sums.corridors]) {
    expect(cells.reduce((sum, { before }) => sum + all(before), 0)).toBe(500);
    for (const outcome of ['refuse', 'hold', 'no-objection'] as const) {
      const sum = cells.reduce((total, { after }) => total + after[outcome], 0);
      expect(sum).toBe(sums.after[outcome]);
    }
  }
  expect(sums.changes).toBe(sums.after.refuse + sums.after.hold);
  expect(sums.changed.length).toBe(Math.min(200, sums.changes));
  expect(sums.changed[0]?.rule).toMatch(/^KE-[12]$/);
  expect(sums.corridors.map(({ key }) => key)).toContain('KE DE');
});

it('tries a file as tally rules try does, and tells which lines are no payments', () => {
  const trial = openDraftTrial(DRAFT, { source: SOURCE, time: 1_900_000_000_000 });
  if (!trial.ok) throw new Error(trial.why);
  trial.add({ line: 2, payment: 'amount is missing' });
  expect(trial.sums()).toMatchObject({
    payments: 0,
    unreadable: 1,
    complaints: ['2: amount is missing.'],
  });
  expect(openDraftTrial('rule', { source: SOURCE, time: 0 }).ok).toBe(false);
});

it('an amount is in the band of its whole units', () => {
  expect([0n, 99n, 999n, 1000n, 100_000n].map((units) => bandOf(units, 2))).toEqual([
    1, 1, 1, 2, 4,
  ]);
  fc.assert(
    fc.property(
      fc.bigInt(0n, 2n ** 63n - 1n),
      fc.integer({ min: 0, max: 12 }),
      (units, decimals) => {
        const band = bandOf(units, decimals);
        expect(band).toBeGreaterThanOrEqual(1);
        expect(band).toBeLessThanOrEqual(7);
        if (band < 7) expect(units / 10n ** BigInt(decimals)).toBeLessThan(10n ** BigInt(band));
      },
    ),
  );
});
