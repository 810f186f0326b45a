import { MAX_AMOUNT } from '@tallystick/protocol';
import { MAX_WINDOW_HOURS } from '@tallystick/rules';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import type { LastSent } from './identities.ts';
import { addSent, paymentCounts, sentSums, withReserved } from './sent.ts';
import { detailOf } from './state.ts';

/** Puts as they come: so many hours after the one before, of a currency, an amount in so many holds. */
const spending = fc.array(
  fc.tuple(
    fc.oneof(fc.constant(0), fc.nat({ max: 30 }), fc.nat({ max: 2 * MAX_WINDOW_HOURS })),
    fc.nat({ max: 2 }),
    fc.bigInt({ min: 1n, max: 10n ** 12n }),
    fc.integer({ min: 1, max: 256 }),
  ),
  { maxLength: 60 },
);

test('what was sent is counted by currency and hour, whatever came in between', () => {
  const windows = fc.array(fc.integer({ min: 1, max: MAX_WINDOW_HOURS }), { maxLength: 4 });
  const property = fc.property(spending, windows, (spendings, hours) => {
    const desk = new Desk();
    const slot = desk.state.identities.find(desk.person().id);
    const sent: LastSent[] = [];
    let hour = 500_000;
    for (const [wait, currency, amount, payments] of spendings) {
      hour += wait;
      addSent(desk.state, slot, { currency, hour, amount, payments });
      sent.push({ currency, hour, amount, payments });
      const counted = hours.map((window) => ({
        hours: window,
        count: sent
          .filter((one) => one.hour > hour - window)
          .reduce((sum, one) => sum + one.payments, 0),
      }));
      expect(paymentCounts(desk.state, slot, hour, hours)).toEqual(counted);
      for (const code of [0, 1, 2]) {
        const expected = hours.map((window) => ({
          hours: window,
          amount: sent
            .filter((one) => one.currency === code && one.hour > hour - window)
            .reduce((sum, one) => sum + one.amount, 0n),
        }));
        expect(sentSums(desk.state, slot, code, hour, hours)).toEqual(expected);
      }
    }
    const kept = detailOf(desk.state, slot)?.sent ?? [];
    expect(kept.every((one) => one.hour > hour - MAX_WINDOW_HOURS)).toBe(true);
  });
  fc.assert(property, { numRuns: 100 });
});

test('more than 2^63 - 1 is a missing fact, in one hour, over several, and with what is reserved', () => {
  const desk = new Desk();
  const slot = desk.state.identities.find(desk.person().id);
  const sums = (hour: number): unknown => sentSums(desk.state, slot, 0, hour, [1, 24])[1]?.amount;
  addSent(desk.state, slot, { currency: 0, hour: 10, amount: MAX_AMOUNT - 5n, payments: 1 });
  expect(sums(10)).toBe(MAX_AMOUNT - 5n);
  const before = sentSums(desk.state, slot, 0, 10, [1]);
  expect(withReserved(before, 4n)).toEqual([{ hours: 1, amount: MAX_AMOUNT - 1n }]);
  expect(withReserved(before, 5n)).toEqual([{ hours: 1, amount: null }]);
  addSent(desk.state, slot, { currency: 0, hour: 10, amount: 9n, payments: 1 });
  expect(sums(10)).toBeNull();
  expect(withReserved(sentSums(desk.state, slot, 0, 10, [1]), 1n)[0]?.amount).toBeNull();
  addSent(desk.state, slot, { currency: 0, hour: 40, amount: 1n, payments: 1 });
  expect(sums(40)).toBe(1n);
});
