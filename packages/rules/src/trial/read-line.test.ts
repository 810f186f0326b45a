import { expect, it } from 'vitest';
import { paymentReader } from './read-line.ts';

const HEAD = 'amount,currency,from,to,documents';

it('reads lines of CSV, quoted fields among them, and tells what is none', () => {
  const read = paymentReader([]);
  expect(read(`\uFEFF${HEAD}`)).toBeNull();
  expect(read('')).toBeNull();
  const good = read('"5.00", EUR ,DE,KE,"a ""b"", c"');
  expect(good?.line).toBe(3);
  expect(good?.payment).toMatchObject({
    amount: { units: 500n, currency: 'EUR' },
    facts: [{ kind: 'document', name: 'a "b", c' }],
  });
  expect(read('5.00,EUR,DE')?.payment).toBe('3 fields instead of 5');
  expect(read('"5.00,EUR,DE,KE,')?.payment).toBe('0 fields instead of 5');
  expect(read('5"0,EUR,DE,KE,')?.payment).toBe('0 fields instead of 5');
  expect(read('5.00,EUR,DE,KE,')?.payment).toMatchObject({ origin: 'DE', destination: 'KE' });
});

it('reads lines of JSON, and takes time that their length bounds', () => {
  const read = paymentReader([]);
  const one = read('{"amount":"5.00","currency":"EUR","from":"DE","to":"KE","online":false}');
  expect(one?.payment).toMatchObject({ facts: [{ name: 'online', negated: true }] });
  expect(read('{"amount"')?.payment).toBe('no JSON object');
  expect(read(`{${' '.repeat(20_000)}}`)?.payment).toMatch(/longer than/);
  const csv = paymentReader([]);
  csv(HEAD);
  expect(csv(`${'"'.repeat(16_001)},`)?.payment).toMatch(/fields instead/);
});
