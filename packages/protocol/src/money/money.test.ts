import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_AMOUNT } from '../encoding/index.ts';
import { MAX_DECIMALS, addAmounts, formatAmount, parseAmount, subtractAmounts } from './index.ts';

const amounts = fc.bigInt(0n, MAX_AMOUNT);

describe('amounts as text', () => {
  it('read back what they write', () => {
    fc.assert(
      fc.property(amounts, fc.nat(MAX_DECIMALS), (amount, decimals) => {
        expect(parseAmount(formatAmount(amount, decimals), decimals)).toBe(amount);
      }),
    );
  });

  it.each([
    ['12.50', 2, 1250n],
    ['12.5', 2, 1250n],
    ['12', 2, 1200n],
    ['0012', 2, 1200n],
    ['0.01', 2, 1n],
    ['1.2300', 2, 123n],
    ['5', 0, 5n],
    ['5.000', 0, 5n],
    ['92233720368547758.07', 2, MAX_AMOUNT],
    ['9223372.036854775807', 12, 9223372036854775807n],
  ])('%s with %i decimals', (text, decimals, amount) => {
    expect(parseAmount(text, decimals)).toBe(amount);
  });

  it.each([
    ['', 2, 'empty'],
    [' ', 2, 'not-a-number'],
    ['1,000.00', 2, 'not-a-number'],
    ['1 000', 2, 'not-a-number'],
    ['1e3', 2, 'not-a-number'],
    ['0x10', 2, 'not-a-number'],
    ['+1', 2, 'not-a-number'],
    ['.5', 2, 'not-a-number'],
    ['5.', 2, 'not-a-number'],
    ['1.2.3', 2, 'not-a-number'],
    ['١٢', 2, 'not-a-number'],
    ['1\n', 2, 'not-a-number'],
    ['NaN', 2, 'not-a-number'],
    ['-1.00', 2, 'negative'],
    ['-', 2, 'not-a-number'],
    ['0.001', 2, 'too-precise'],
    ['5.1', 0, 'too-precise'],
    ['92233720368547758.08', 2, 'too-large'],
    ['99999999999999999999', 0, 'too-large'],
    ['1'.repeat(64), 0, 'too-large'],
    ['1'.repeat(65), 0, 'not-a-number'],
    ['1'.repeat(10_000_000), 0, 'not-a-number'],
  ])('refuses %j with %i decimals', (text, decimals, error) => {
    expect(parseAmount(text, decimals)).toEqual({ error });
  });

  it('shows every decimal', () => {
    expect(formatAmount(1250n, 2)).toBe('12.50');
    expect(formatAmount(5n, 2)).toBe('0.05');
    expect(formatAmount(0n, 12)).toBe('0.000000000000');
    expect(formatAmount(MAX_AMOUNT, 0)).toBe('9223372036854775807');
  });

  it('never throws on text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseAmount(text, 2);
        const kind = typeof parsed === 'bigint' ? 'amount' : parsed.error;
        expect(kind).not.toBe('');
      }),
    );
  });
});

describe('sums and differences', () => {
  it('are checked', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        expect(addAmounts(a, b)).toBe(a + b <= MAX_AMOUNT ? a + b : undefined);
        expect(subtractAmounts(a, b)).toBe(a >= b ? a - b : undefined);
      }),
    );
  });

  it('hold at the bounds', () => {
    expect(addAmounts(MAX_AMOUNT, 0n)).toBe(MAX_AMOUNT);
    expect(addAmounts(MAX_AMOUNT, 1n)).toBeUndefined();
    expect(subtractAmounts(0n, 1n)).toBeUndefined();
  });

  it('assert that they are given amounts', () => {
    expect(() => addAmounts(-1n, 1n)).toThrow(RangeError);
    expect(() => subtractAmounts(2n ** 63n, 1n)).toThrow(RangeError);
    expect(() => formatAmount(-1n, 2)).toThrow(RangeError);
    expect(() => formatAmount(1n, 13)).toThrow(RangeError);
    expect(() => parseAmount('1', 1.5)).toThrow(RangeError);
  });
});
