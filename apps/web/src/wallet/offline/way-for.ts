import type { OwnHoldView, ReadRequest } from '@tallystick/wallet';
import { decimalOf } from '../../frame/decimal-of.ts';
import type { Way } from './exchange-messages.ts';

/** From what this wallet would pay a request, for its owner to know before: a tab for that payee comes first. */
export function wayFor(
  own: readonly OwnHoldView[],
  { to, amount, currency }: Pick<ReadRequest, 'to' | 'amount' | 'currency'>,
): Way {
  const fits = own.filter(
    (hold) =>
      hold.currency === currency &&
      hold.stopped === undefined &&
      hold.isCollateralMissing === undefined &&
      digitsOf(hold.cap) - digitsOf(hold.given) >= digitsOf(amount),
  );
  if (fits.some((hold) => hold.kind === 'tab' && hold.to === to)) return 'tab';
  const isWithin = ({ perCheque }: OwnHoldView): boolean =>
    perCheque !== undefined && digitsOf(perCheque) >= digitsOf(amount);
  return fits.some((hold) => hold.kind === 'allowance' && isWithin(hold)) ? 'cheque' : null;
}

/** A decimal text in the smallest unit; those of one currency have as many decimals. */
export function digitsOf(decimal: string): bigint {
  return BigInt(decimal.replace('.', ''));
}

/** What a hold of this wallet can still give, as a decimal text. */
export function leftOf({ cap, given }: Pick<OwnHoldView, 'cap' | 'given'>): string {
  return decimalOf(String(digitsOf(cap) - digitsOf(given)), cap.split('.')[1]?.length ?? 0);
}
