import type { HistoryEntry } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { noticesEnglish } from '../../words/english/wallet/notices.ts';
import { noticesOf } from './notices-of.ts';

const entry = (change: Partial<HistoryEntry>): HistoryEntry => ({
  id: 'a',
  kind: 'received',
  status: 'final',
  time: 0,
  amount: '5.00',
  currency: 'HRB',
  handle: 'ben',
  ...change,
});
const titles = (before: HistoryEntry[], after: HistoryEntry[]): string[] =>
  noticesOf(before, after, noticesEnglish, {
    amount: (decimal) => decimal,
    nameOf: ({ handle }) => (handle === undefined ? null : `@${handle}`),
  }).map(({ title, body }) => `${title} ${body}`);

it('tells of what came in, and of what has become final, once', () => {
  const pending = entry({ id: 'b', kind: 'paid', status: 'pending' });
  const paid = { ...pending, status: 'final' } as const;
  expect(titles([pending], [pending, entry({})])).toEqual(['Received 5.00 HRB from @ben']);
  expect(titles([pending], [paid])).toEqual(['Your payment of 5.00 HRB is final @ben']);
  expect(titles([paid, entry({})], [paid, entry({})])).toEqual([]);
});

it('tells nothing of what the person at the screen has just done, nor of what is refused', () => {
  const paid = entry({ kind: 'paid' });
  const refused = entry({ kind: 'paid', status: 'refused' });
  expect(titles([], [paid])).toEqual([]);
  expect(titles([entry({ kind: 'paid', status: 'pending' })], [refused])).toEqual([]);
  expect(titles([], [entry({ kind: 'identity' }), entry({ kind: 'returned' })])).toEqual([]);
});
