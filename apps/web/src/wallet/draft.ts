import type { PayRequest } from '@tallystick/wallet';
import type { Payee } from './calls.ts';

/** A payment as it is about to be made: to the very address that was looked up. */
export interface Draft {
  readonly payee: Payee;
  readonly amount: string;
  readonly currency: string;
  readonly memo: string;
  /** The wallet pays once under it, however often it is asked. */
  readonly reference: string;
}

/**
 * A payment that is looked at once more is the same one as long as nothing in it has changed: if what was shown as failed was sent
 * all the same, the wallet finds it under its reference, and does not pay a second time.
 * Another country of the same payee makes no second payment of it either.
 */
export function draftOf(
  asked: Omit<Draft, 'reference'>,
  before: Draft | null,
  newReference: () => string,
): Draft {
  const isSame =
    before !== null &&
    before.payee.address === asked.payee.address &&
    before.amount === asked.amount &&
    before.currency === asked.currency &&
    before.memo === asked.memo;
  return { ...asked, reference: isSame ? before.reference : newReference() };
}

/** To the address and country that were shown, not the handle: nobody can take over a name between this look and the payment. */
export function payRequestOf({ payee, amount, currency, memo, reference }: Draft): PayRequest {
  const { address: to, country } = payee;
  const toCountry = country === null ? {} : { toCountry: country };
  const note = memo === '' ? {} : { memo };
  return { to, ...toCountry, amount, currency, reference, ...note };
}
