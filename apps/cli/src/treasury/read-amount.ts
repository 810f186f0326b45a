import { formatAmount, parseAmount } from '@tallystick/protocol';
import { usage } from '../stop.ts';

/** A positive amount as it was typed, in the smallest unit; ends the command where it is none. */
export function readAmount(text: string, code: string, decimals: number): bigint {
  const amount = parseAmount(text, decimals);
  if (typeof amount === 'bigint' && amount > 0n) return amount;
  const reason = typeof amount === 'bigint' ? 'zero' : amount.error;
  throw usage(
    `${text} is no amount of ${code} (${reason}). Write it as ${formatAmount(100_000n, decimals)}.`,
  );
}
