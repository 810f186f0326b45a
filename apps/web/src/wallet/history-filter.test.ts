import type { HistoryEntry } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { EVERYTHING, type HistoryFilter, filtered } from './history-filter.ts';
import { TREASURY, peopleOf } from './people.ts';

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
  entry('received', { kind: 'received', party: 'tally1ben', handle: 'ben' }),
  entry('pending', { status: 'pending', party: 'tally1ben', handle: 'benjamin' }),
  entry('other', { currency: 'FISH', treasury: true }),
  entry('before', { time: new Date(2027, 0, 30, 23).getTime() }),
  entry('after', { time: new Date(2027, 1, 1).getTime() }),
];
const found = (change: Partial<HistoryFilter>): string[] =>
  filtered(history, { ...EVERYTHING, ...change }, ({ memo = '' }) => [memo]).map(({ id }) => id);

it('shows what is of a kind, state, currency and time, and has what is sought', () => {
  expect(found({})).toEqual(history.map(({ id }) => id));
  expect(found({ kind: 'received' })).toEqual(['received']);
  expect(found({ who: 'tally1ben' })).toEqual(['received', 'pending']);
  expect(found({ who: TREASURY })).toEqual(['other']);
  expect(found({ status: 'pending' })).toEqual(['pending']);
  expect(found({ currency: 'FISH' })).toEqual(['other']);
  expect(found({ sought: ' two FISH ' })).toEqual(['fish']);
  const thatDay = ['fish', 'received', 'pending', 'other'];
  expect(found({ from: '2027-01-31', to: '2027-01-31' })).toEqual(thatDay);
  expect(found({ to: '2027-01-30' })).toEqual(['before']);
  expect(found({ from: '2027-02-01' })).toEqual(['after']);
});

it('names everybody who appears, by the newest handle, whoever appeared last first', () => {
  expect(peopleOf(history)).toEqual([
    { who: 'tally1ben', handle: 'ben' },
    { who: TREASURY, handle: null },
  ]);
  expect(peopleOf([entry('a', { party: 'tally1cyd' }), entry('b', { kind: 'opened' })])).toEqual([
    { who: 'tally1cyd', handle: null },
  ]);
});
