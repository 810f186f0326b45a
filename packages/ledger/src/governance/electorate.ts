import type { Electorate } from '@tallystick/protocol';
import type { Members } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import type { Governing } from './governing.ts';

/** Who can vote on a proposal: how many, and a bit for the slot of each of them. */
export interface Counted {
  readonly members: Members;
  readonly bits: Uint8Array;
}

/**
 * Who may propose: a member of the electorate that votes on the matter; where an office alone decides,
 * a member of any electorate of the governance. One without electorates leaves it to everybody.
 */
export function mayPropose(
  { identities }: LedgerState,
  governing: Governing,
  electorates: readonly Electorate[],
  slot: number,
  time: number,
): boolean {
  if (electorates.length === 0) return true;
  return electorates.some((one) => membership(identities, governing, one, time)(slot));
}

/** One pass over all identities, under a header of that time; ballots ask for bits afterwards. */
export function countElectorate(
  { identities }: LedgerState,
  governing: Governing,
  electorate: Electorate,
  time: number,
): Counted {
  const bits = new Uint8Array(Math.ceil(identities.count / 8));
  const places = new Array<number>(governing.vendors.length + 1).fill(0);
  const isMember = membership(identities, governing, electorate, time);
  let count = 0;
  for (let slot = 0; slot < identities.count; slot += 1) {
    if (!isMember(slot)) continue;
    count += 1;
    bits[slot >> 3] = (bits[slot >> 3] as number) | (1 << (slot & 7));
    const place = governing.vendorOf(slot);
    places[place] = (places[place] as number) + 1;
  }
  const named = governing.vendors.map((vendor, at) => [vendor, places[at + 1] as number] as const);
  const byVendor = new Map(named.filter(([, members]) => members > 0));
  return { members: { count, byVendor }, bits };
}

/** Whether the identity in a slot is in the electorate, under a header of that time. */
function membership(
  identities: LedgerState['identities'],
  governing: Governing,
  electorate: Electorate,
  time: number,
): (slot: number) => boolean {
  const isFirst = identities.qualifier(electorate, time);
  return (slot) => isFirst(slot) || isFurther(governing, electorate, slot, time);
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
