import type { Backing } from '@tallystick/wallet';
import { decimalOf } from '../../frame/decimal-of.ts';
import { digitsOf } from './left-of.ts';

/** As many isolated payees as the picture goes to; nobody knows how many there are. */
export const MOST_PAYEES = 12;

/**
 * What N isolated payees can lose together at most, max(0, (N − 1) × cap − collateral − cover) (DESIGN section 2), as a decimal text;
 * and to how many of them, each of whom was given cheques up to the cap, it is paid in full.
 */
export function lossAmong(
  { cap, collateral, cover }: Pick<Backing, 'cap' | 'collateral' | 'cover'>,
  payees: number,
): { readonly loss: string; readonly inFull: number } {
  const each = digitsOf(cap);
  const there = each + digitsOf(collateral) + digitsOf(cover);
  const asked = each * BigInt(payees);
  const loss = asked > there ? asked - there : 0n;
  const inFull = each === 0n ? payees : Math.min(payees, Number(there / each));
  return { loss: decimalOf(String(loss), cap.split('.')[1]?.length ?? 0), inFull };
}
