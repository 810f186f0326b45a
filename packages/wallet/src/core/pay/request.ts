import { type PaymentRequest, formatAmount, formatUri } from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { MAX_MEMO_BYTES } from '../records/detail.ts';
import { stop } from '../stop.ts';
import { amountOf, currencyOf } from './prepare.ts';

/** What a payee asks for; each part may be left to the payer. */
export interface Asked {
  readonly amount: string | undefined;
  readonly currency: string | undefined;
  readonly memo: string | undefined;
}

/** The `tally:` URI that asks for a payment to this wallet. */
export function requestUri(context: Context, { amount, currency, memo }: Asked): string {
  if (amount !== undefined && currency === undefined) {
    stop('usage', 'no-currency', 'Say the currency of the amount.');
  }
  const known = currency === undefined ? undefined : currencyOf(context, currency);
  if (memo !== undefined && !fits(memo)) {
    stop('usage', 'bad-memo', `A memo is text of 1 to ${MAX_MEMO_BYTES} bytes in UTF-8.`);
  }
  const request: PaymentRequest = {
    to: { kind: 'identity', identity: context.enrolment.identity },
    ...(known === undefined ? {} : { currency: known.declared.code }),
    ...(known === undefined || amount === undefined
      ? {}
      : { amount: formatAmount(amountOf(known, amount), known.declared.decimals) }),
    ...(memo === undefined ? {} : { memo }),
  };
  return formatUri(request);
}

function fits(memo: string): boolean {
  const { length } = new TextEncoder().encode(memo);
  return memo.isWellFormed() && length >= 1 && length <= MAX_MEMO_BYTES;
}
