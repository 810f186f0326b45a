import type { HistoryEntry } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { EVERYTHING, type HistoryFilter, filtered } from './history-filter.ts';

const entry = (id: string, change: Partial<HistoryEntry>): HistoryEntry => ({
  id,
  kind: 'paid',
  status: 'final',
  time: new Date(2027, 0, 31, 12).getTime(),
  currency: 'HRB',
  ...change,
});
const history = [
  entry('fish', { memo: 'Two fish' }),
  entry('received', { kind: 'received' }),
  entry('pending', { status: 'pending' }),
  entry('other', { currency: 'FISH' }),
  entry('before', { time: new Date(2027, 0, 30, 23).getTime() }),
  entry('after', { time: new Date(2027, 1, 1).getTime() }),
];
const found = (change: Partial<HistoryFilter>): string[] =>
  filtered(history, { ...EVERYTHING, ...change }, ({ memo = '' }) => [memo]).map(({ id }) => id);

it('shows what is of a kind, state, currency and time, and has what is sought', () => {
  expect(found({})).toEqual(history.map(({ id }) => id));
  expect(found({ kind: 'received' })).toEqual(['received']);
  expect(found({ status: 'pending' })).toEqual(['pending']);
  expect(found({ currency: 'FISH' })).toEqual(['other']);
  expect(found({ sought: ' two FISH ' })).toEqual(['fish']);
  const thatDay = ['fish', 'received', 'pending', 'other'];
  expect(found({ from: '2027-01-31', to: '2027-01-31' })).toEqual(thatDay);
  expect(found({ to: '2027-01-30' })).toEqual(['before']);
  expect(found({ from: '2027-02-01' })).toEqual(['after']);
});
