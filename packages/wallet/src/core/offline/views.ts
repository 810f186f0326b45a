import { type Amount, type Hash, equalBytes, formatAmount } from '@tallystick/protocol';
import type { Context } from '../context.ts';
import type { KnownCurrency } from '../trust/constitution.ts';

/** A currency of the constitution by its id; undefined for another sovereign's. */
export function currencyById({ trust }: Context, id: Hash): KnownCurrency | undefined {
  return trust.currencies.find((known) => equalBytes(known.id, id));
}

/** An amount with its currency's code. */
export function amountText(
  context: Context,
  currency: Hash,
  amount: Amount,
): { readonly amount: string; readonly currency: string } {
  const { code = '?', decimals = 0 } = currencyById(context, currency)?.declared ?? {};
  return { amount: formatAmount(amount, decimals), currency: code };
}
