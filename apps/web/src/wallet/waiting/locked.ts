import type { HoldView, WalletView } from '@tallystick/wallet';
import { decimalOf } from '../../frame/decimal-of.ts';

/** How much of each currency a wallet has set aside and nobody has taken: sums of what holds still have, in decimals. */
export function lockedIn(
  holds: readonly HoldView[],
  currencies: WalletView['currencies'],
): [currency: string, sum: string][] {
  return currencies.flatMap(({ code, decimals }): [string, string][] => {
    const own = holds.filter(
      ({ isOwn, status, currency }) =>
        isOwn && status !== 'gone' && status !== 'not-put' && currency === code,
    );
    const units = own.reduce((sum, { amount }) => sum + unitsOf(amount), 0n);
    return units === 0n ? [] : [[code, decimalOf(String(units), decimals)]];
  });
}

/** Of a decimal with all its places, the smallest units. */
function unitsOf(decimal: string): bigint {
  return BigInt(decimal.replace('.', ''));
}
