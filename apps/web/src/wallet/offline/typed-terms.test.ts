import { expect, it } from 'vitest';
import { countriesIn, daysIn, endAfter } from './typed-terms.ts';

it('days are whole, and no more than a wallet takes', () => {
  expect(['1', ' 30 ', '3650'].map(daysIn)).toEqual([1, 30, 3650]);
  expect(['', '0', '1.5', '1e2', '-3', '3651', '99999', 'x'].map(daysIn)).toEqual(
    Array.from({ length: 8 }, () => null),
  );
});

it('an end is a whole minute, and not before the days are over', () => {
  const now = Date.UTC(2027, 0, 1, 12, 0, 1);
  expect(endAfter(1, now)).toBe(Date.UTC(2027, 0, 2, 12, 1));
  expect(endAfter(1, Date.UTC(2027, 0, 1))).toBe(Date.UTC(2027, 0, 2));
});

it('what is no code of a country bounds nothing by a slip: it is told', () => {
  expect(countriesIn('ke, DE KE')).toEqual(['KE', 'DE']);
  expect(countriesIn('  ')).toEqual([]);
  for (const typed of ['Kenya', 'K', 'KE.DE', 'KE/DE', '12']) expect(countriesIn(typed)).toBeNull();
});
