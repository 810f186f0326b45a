import type { HistoryEntry } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { arrivedSince, arrivedUntilNow, isLess } from './arrivals.ts';

const entry = (change: Partial<HistoryEntry>): HistoryEntry => ({
  id: 'aa',
  kind: 'received',
  status: 'final',
  time: 1,
  amount: '2.00',
  currency: 'HRB',
  ...change,
});

it('what came for the last customer is not shown to the next one', () => {
  const first = entry({});
  const before = arrivedUntilNow([first]);
  const second = entry({ line: 1 });
  const third = entry({ id: 'bb' });
  expect(arrivedSince(before, [first])).toEqual([]);
  // The same amount once more, in the same transition or another, is another arrival.
  expect(arrivedSince(before, [third, second, first])).toEqual([third, second]);
});

it('nothing has come in that is not final', () => {
  const pending = entry({ status: 'pending' });
  const others = ['refused', 'abandoned', 'given-up'] as const;
  const none = [pending, entry({ kind: 'paid' }), ...others.map((status) => entry({ status }))];
  expect(arrivedSince(new Set(), none)).toEqual([]);
  // It was on its way when the page was opened, and is there now.
  expect(arrivedSince(arrivedUntilNow([pending]), [entry({})])).toHaveLength(1);
});

it('each payment is held to what was asked for by itself, whatever came before it', () => {
  const asked = { amount: '5.00', currency: 'HRB' };
  const second = entry({ id: 'bb', amount: '1.00' });
  const first = entry({ amount: '5.00' });
  const came = arrivedSince(new Set(), [second, first]);
  expect(came.map((one) => isLess(one, asked))).toEqual([true, false]);
  expect(isLess(entry({ amount: '4.99' }), asked)).toBe(true);
  expect(isLess(entry({ amount: '7.00', currency: 'EUR' }), asked)).toBe(true);
  expect(isLess({}, asked)).toBe(true);
});
