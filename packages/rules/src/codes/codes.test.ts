import { expect, test } from 'vitest';
import { COUNTRIES } from './iso-3166.ts';
import { CURRENCIES } from './iso-4217.ts';

test('countries are the 249 of ISO 3166-1, and the runtime has a name for each', () => {
  expect(COUNTRIES.size).toBe(249);
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect([...COUNTRIES].filter((code) => names.of(code) === undefined)).toEqual([]);
});

test('currencies have the decimals that the runtime knows of ISO 4217', () => {
  const known = new Set(Intl.supportedValuesOf('currency'));
  const names = new Intl.DisplayNames('en', { type: 'currency', fallback: 'none' });
  const named = [...CURRENCIES.keys()].filter((code) => names.of(code) !== undefined);
  expect(CURRENCIES.size).toBeGreaterThan(160);
  expect(named.length).toBeGreaterThan(CURRENCIES.size - 3);
  expect([...CURRENCIES.keys()].filter((code) => known.has(code)).length).toBeGreaterThan(150);
  expect([CURRENCIES.get('EUR'), CURRENCIES.get('JPY'), CURRENCIES.get('KWD')]).toEqual([2, 0, 3]);
});
