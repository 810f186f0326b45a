import type { HistoryEntry } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { arrivedSince, arrivedUntilNow, isLess, sumsOf } from './arrivals.ts';

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

it('several payments add up, and are held to what was asked for', () => {
  const sums = sumsOf([
    entry({ amount: '9.99' }),
    entry({ amount: '2.51' }),
    entry({ amount: '7', currency: 'YEN' }),
    { id: 'cc', kind: 'received', status: 'final', time: 1 },
  ]);
  expect([...sums]).toEqual([
    ['HRB', '12.50'],
    ['YEN', '7'],
  ]);
  const isShort = (amount: string, currency: string): boolean => isLess(sums, { amount, currency });
  expect([isShort('12.50', 'HRB'), isShort('12.51', 'HRB')]).toEqual([false, true]);
  expect(isShort('1.00', 'EUR')).toBe(true);
});
