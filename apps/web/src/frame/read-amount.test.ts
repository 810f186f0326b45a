import { parseAmount } from '@tallystick/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimalOf } from './decimal-of.ts';
import { readAmount } from './read-amount.ts';

it.each([
  ['5', 2, '5.00'],
  ['12,5', 2, '12.50'],
  ['12.50', 2, '12.50'],
  ['1 000', 2, '1000.00'],
  ['1\u202F000,5', 2, '1000.50'],
  ['٫5'.replace('٫', ','), 2, '0.50'],
  ['007', 0, '7'],
])('%j with %i decimals is %s', (typed, decimals, decimal) => {
  expect(readAmount(typed, decimals)).toEqual({ ok: true, decimal });
});

it.each([
  ['', 2, 'empty'],
  ['.', 2, 'not-a-number'],
  ['-5', 2, 'not-a-number'],
  ['1e3', 2, 'not-a-number'],
  ['1,000.00', 2, 'not-a-number'],
  ['1.000', 2, 'too-precise'],
  ['1,000', 0, 'too-precise'],
  ['0,00', 2, 'zero'],
] as const)('%j with %i decimals is refused: %s', (typed, decimals, why) => {
  expect(readAmount(typed, decimals)).toEqual({ ok: false, why });
});

it('reads what it shows, as the wallet reads it', () => {
  const cases = fc.record({
    units: fc.bigInt(1n, 2n ** 63n - 1n),
    decimals: fc.integer({ min: 0, max: 12 }),
  });
  fc.assert(
    fc.property(cases, fc.constantFrom('.', ','), ({ units, decimals }, point) => {
      const shown = decimalOf(String(units), decimals);
      const read = readAmount(shown.replace('.', point), decimals);
      expect(read).toEqual({ ok: true, decimal: shown });
      expect(parseAmount(shown, decimals)).toBe(units);
    }),
  );
});
