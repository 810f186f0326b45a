import type { HistoryEntry } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { walletEnglish } from '../words/english/wallet.ts';
import { standingOf, whatOf } from './entry-words.ts';

const say = walletEnglish.entries;
const STATUSES: readonly HistoryEntry['status'][] = [
  'final',
  'pending',
  'refused',
  'abandoned',
  'given-up',
];

it('says of a payment that it is paid only where it is, or still may be', () => {
  const said = STATUSES.map((status) => whatOf({ kind: 'paid', status }, say));
  expect(said).toEqual(['Paid', 'Paid', 'Not paid', 'Not paid', 'Not paid']);
  expect(whatOf({ kind: 'returned', status: 'refused' }, say)).toBe('Came back');
});

it('tells what rules hold from what they refuse, and takes neither for final', () => {
  const refused = (code: string): string =>
    standingOf({ status: 'refused', refusal: { code, message: '' } });
  expect([refused('rules-hold'), refused('rules-refuse')]).toEqual(['held', 'refused']);
  const hold = { code: 'rules-hold', message: '' };
  expect(standingOf({ status: 'given-up', refusal: hold })).toBe('given-up');
  expect(STATUSES.map((status) => standingOf({ status }))).toEqual(STATUSES);
});
