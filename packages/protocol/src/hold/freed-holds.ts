import type { Amount } from '../money/index.ts';
import type { Hash } from '../crypto/index.ts';
import { MAX_UINT, compareBytes } from '../encoding/index.ts';
import type { CountryRecord } from '../identity/index.ts';
import { paymentHold } from './payment-hold.ts';
import type { Hold } from './types.ts';

/**
 * The holds into which the ledger moves what a revoked device held, in the order of their numbers (protocol.md, section 4):
 * one for each currency with a balance, of the identity for itself. `time` is that of the batch's header, in ms since 1970.
 * Empty where there is no balance.
 */
export function freedHolds(
  identity: Hash,
  records: readonly CountryRecord[],
  balances: readonly (readonly [currency: Hash, balance: Amount])[],
  time: number,
): Hold[] {
  const held = balances.filter(([, balance]) => balance > 0n);
  if (held.length === 0) return [];
  const country = countryOf(records, time);
  // Value comes to a device by a claim or a return, and both need a record, which is never removed.
  if (country === undefined) throw new RangeError('a device with a balance, and no country record');
  const payee = { identity, country };
  const inOrder = held.toSorted(([a], [b]) => compareBytes(a, b));
  return inOrder.map(([currency, cap]) => paymentHold(payee, currency, cap, MAX_UINT));
}

/** The first of its records by country that is valid; where none is any more, the first of all. */
function countryOf(records: readonly CountryRecord[], time: number): string | undefined {
  const ordered = records.toSorted((a, b) => (a.country < b.country ? -1 : 1));
  const isValid = ({ validUntil }: CountryRecord): boolean =>
    validUntil === null || time <= validUntil;
  return (ordered.find(isValid) ?? ordered[0])?.country;
}
