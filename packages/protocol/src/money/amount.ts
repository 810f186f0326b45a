import { MAX_AMOUNT } from '../encoding/index.ts';

/** An integer of a currency's smallest unit, 0 to 2^63 − 1. */
export type Amount = bigint;

/** Why a text is no amount. */
export interface AmountError {
  readonly error: 'empty' | 'not-a-number' | 'negative' | 'too-precise' | 'too-large';
}

/** The most decimals a currency may have (protocol.md, section 5). */
export const MAX_DECIMALS = 12;
/** 19 digits, a point, 12 decimals and room for leading and trailing zeros; longer texts are not looked at. */
const MAX_TEXT = 64;
const FORM = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads `12.50` as an amount of a currency with `decimals` decimals. Digits and one point, nothing else: no sign, exponent,
 * grouping or space. Zeros beyond the currency's decimals are accepted, other digits are `too-precise`.
 */
export function parseAmount(text: string, decimals: number): Amount | AmountError {
  assertDecimals(decimals);
  if (text === '') return { error: 'empty' };
  const match = text.length > MAX_TEXT ? null : FORM.exec(text);
  if (match === null) return { error: 'not-a-number' };
  const [, sign, whole = '', fraction = ''] = match;
  if (sign === '-') return { error: 'negative' };
  if (/[1-9]/.test(fraction.slice(decimals))) return { error: 'too-precise' };
  const amount = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return amount > MAX_AMOUNT ? { error: 'too-large' } : amount;
}

/** `12.50` for 1250n with two decimals: always all decimals, a point, no grouping. `parseAmount` reads it back. */
export function formatAmount(amount: Amount, decimals: number): string {
  assertDecimals(decimals);
  if (!isAmount(amount)) throw new RangeError(`not an amount: ${amount}`);
  const digits = amount.toString().padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  const point = digits.length - decimals;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

export function isAmount(value: bigint): boolean {
  return value >= 0n && value <= MAX_AMOUNT;
}

/** a + b, or undefined when that is no amount. */
export function addAmounts(a: Amount, b: Amount): Amount | undefined {
  return checked(a, b, a + b);
}

/** a − b, or undefined when that is no amount. */
export function subtractAmounts(a: Amount, b: Amount): Amount | undefined {
  return checked(a, b, a - b);
}

function checked(a: Amount, b: Amount, result: bigint): Amount | undefined {
  if (!isAmount(a) || !isAmount(b)) throw new RangeError(`not amounts: ${a}, ${b}`);
  return isAmount(result) ? result : undefined;
}

function assertDecimals(decimals: number): void {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > MAX_DECIMALS) {
    throw new RangeError(`decimals must be 0 to ${MAX_DECIMALS}, not ${decimals}`);
  }
}
