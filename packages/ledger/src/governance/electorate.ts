import type { Electorate } from '@tallystick/protocol';
import type { Members } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import type { Governing } from './governing.ts';

/** Who can vote on a proposal: how many, and a bit for the slot of each of them. */
export interface Counted {
  readonly members: Members;
  readonly bits: Uint8Array;
}

/** One pass over all identities, under a header of that time; ballots ask for bits afterwards. */
export function countElectorate(
  { identities }: LedgerState,
  governing: Governing,
  electorate: Electorate,
  time: number,
): Counted {
  const bits = new Uint8Array(Math.ceil(identities.count / 8));
  const byVendor = new Map<string, number>();
  const isFirst = identities.qualifier(electorate, time);
  let count = 0;
  for (let slot = 0; slot < identities.count; slot += 1) {
    if (!isFirst(slot) && !isFurther(governing, electorate, slot, time)) continue;
    count += 1;
    bits[slot >> 3] = (bits[slot >> 3] as number) | (1 << (slot & 7));
    const vendor = governing.vendorOf(slot);
    if (vendor !== null) byVendor.set(vendor, (byVendor.get(vendor) ?? 0) + 1);
  }
  return { members: { count, byVendor }, bits };
}

function isFurther(
  { furtherCountries }: Governing,
  { countries, minTier }: Electorate,
  slot: number,
  time: number,
): boolean {
  if (furtherCountries.size === 0) return false;
  const records = furtherCountries.get(slot) ?? [];
  return records.some(
    ({ country, tier, validUntil }) =>
      tier >= minTier &&
      (validUntil === null || time <= validUntil) &&
      (countries.length === 0 || countries.includes(country)),
  );
}
