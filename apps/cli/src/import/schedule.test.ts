import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowPayment } from './row.ts';
import { createSchedule, type Schedule } from './schedule.ts';

const PARTIES = ['a', 'b', 'c', 'd'] as const;
const party = fc.constantFrom(...PARTIES);
const row = fc
  .tuple(party, party, fc.bigInt(1n, 9n), fc.constantFrom('HRB', 'EUR'))
  .filter(([payer, payee]) => payer !== payee);
const world = fc.record({
  rows: fc.array(row, { maxLength: 60 }),
  opening: fc.dictionary(fc.constantFrom('a/HRB', 'b/HRB', 'a/EUR', 'c/HRB'), fc.bigInt(0n, 20n)),
  /** What the ledger refuses for reasons of its own, such as a rule. */
  forbidden: fc.uniqueArray(fc.nat(60)),
  luck: fc.infiniteStream(fc.nat()),
  width: fc.integer({ min: 1, max: 30 }),
});

type Outcome = 'paid' | 'refused' | 'insufficient';

function toPayments(rows: readonly (readonly [string, string, bigint, string])[]): RowPayment[] {
  return rows.map(([payer, payee, amount, currency], at) => ({
    line: at + 2,
    payer,
    payee,
    amount,
    currency,
  }));
}

/** The definition: one row after the other. */
function oneByOne(
  rows: readonly RowPayment[],
  opening: Readonly<Record<string, bigint>>,
  forbidden: ReadonlySet<number>,
): Map<number, Outcome> {
  const balances = new Map(Object.entries(opening));
  const outcomes = new Map<number, Outcome>();
  for (const { line, payer, payee, amount, currency } of rows) {
    const has = balances.get(`${payer}/${currency}`) ?? 0n;
    if (has < amount) outcomes.set(line, 'insufficient');
    else if (forbidden.has(line)) outcomes.set(line, 'refused');
    else {
      outcomes.set(line, 'paid');
      balances.set(`${payer}/${currency}`, has - amount);
      balances.set(`${payee}/${currency}`, (balances.get(`${payee}/${currency}`) ?? 0n) + amount);
    }
  }
  return outcomes;
}

test('any order of answers gives what one row after the other gives, and nobody spends what it has not got', () => {
  fc.assert(
    fc.property(world, ({ rows, opening, forbidden, luck, width }) => {
      const payments = toPayments(rows);
      const banned = new Set(forbidden);
      const ledger = new Map(Object.entries(opening));
      const has = (name: string): bigint => ledger.get(name) ?? 0n;
      const schedule: Schedule = createSchedule((who, currency) => has(`${who}/${currency}`));
      const outcomes = new Map<number, Outcome>();
      const sent: RowPayment[] = [];
      let next = 0;
      while (outcomes.size < payments.length) {
        while (schedule.open < width && next < payments.length) {
          schedule.add(payments[next]!);
          next += 1;
        }
        for (const { payment, send } of schedule.decide()) {
          if (send) sent.push(payment);
          else outcomes.set(payment.line, 'insufficient');
        }
        if (sent.length === 0) continue;
        const [answered] = sent.splice(luck.next().value! % sent.length, 1);
        const { line, payer, payee, amount, currency } = answered!;
        if (banned.has(line)) {
          outcomes.set(line, 'refused');
          schedule.settle(line, 'refused');
          continue;
        }
        const left = has(`${payer}/${currency}`) - amount;
        expect(left, 'the ledger would have refused this').toBeGreaterThanOrEqual(0n);
        ledger.set(`${payer}/${currency}`, left);
        ledger.set(`${payee}/${currency}`, has(`${payee}/${currency}`) + amount);
        outcomes.set(line, 'paid');
        schedule.settle(line, 'paid');
      }
      expect(outcomes).toEqual(oneByOne(payments, opening, banned));
    }),
    { numRuns: 1_000 },
  );
});

test('money from a later row does not help, money from an earlier one does', () => {
  const payments = toPayments([
    ['a', 'b', 5n, 'HRB'],
    ['b', 'c', 5n, 'HRB'],
    ['c', 'b', 6n, 'HRB'],
    ['a', 'c', 5n, 'HRB'],
  ]);
  const schedule = createSchedule((who) => (who === 'a' ? 10n : 0n));
  for (const payment of payments) schedule.add(payment);
  const told = (): unknown => schedule.decide().map(({ payment, send }) => [payment.line, send]);
  // c cannot have 6 on line 4: at most 5 has arrived by then, and line 5 comes after it.
  expect(told()).toEqual([
    [2, true],
    [4, false],
    [5, true],
  ]);
  schedule.settle(5, 'paid');
  expect(told()).toEqual([]);
  schedule.settle(2, 'paid');
  expect(told()).toEqual([[3, true]]);
});

test('a treasury is never short', () => {
  const schedule = createSchedule((who) => (who === 'treasury' ? 'unlimited' : 0n));
  schedule.add({ line: 2, payer: 'treasury', payee: 'a', amount: 2n ** 62n, currency: 'HRB' });
  expect(schedule.decide()).toHaveLength(1);
});
