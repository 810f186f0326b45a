import type { Hash } from '../crypto/index.ts';
import type { Amount } from '../money/index.ts';
import type { Hold } from './types.ts';

/** Whom a plain payment is for, under which of its country records. */
export interface PaymentPayee {
  readonly identity: Hash;
  readonly country: string;
}

/** The hold of a plain payment: for one identity, meter `all`, no condition. `note`: see `noteHash`; `purpose`: see `Hold`. */
export function paymentHold(
  payee: PaymentPayee,
  currency: Hash,
  cap: Amount,
  until: number,
  note: Hash | null = null,
  purpose?: string,
): Hold {
  const { identity, country } = payee;
  const claim = {
    payee: { kind: 'identity', identity, country },
    meter: { kind: 'all' },
    condition: null,
    until,
  } as const;
  const hold: Hold = { currency, cap, writer: { kind: 'none' }, note, claims: [claim] };
  return purpose === undefined ? hold : { ...hold, purpose };
}
