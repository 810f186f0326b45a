import type { OwnHoldView } from '@tallystick/wallet';
import { decimalOf } from '../../frame/decimal-of.ts';

/** A decimal text in the smallest unit; those of one currency have as many decimals. */
export function digitsOf(decimal: string): bigint {
  return BigInt(decimal.replace('.', ''));
}

/** What is left of a sum of which something is given out, as a decimal text. */
export function leftOf({ cap, given }: Pick<OwnHoldView, 'cap' | 'given'>): string {
  return decimalOf(String(digitsOf(cap) - digitsOf(given)), cap.split('.')[1]?.length ?? 0);
}
