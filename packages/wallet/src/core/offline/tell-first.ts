import { type Hash, MAX_SIGHTINGS, toHex } from '@tallystick/protocol';

/**
 * Of what was seen of allowances as much as one message has room for: nothing of those of which nothing can come any more at `now`, and first of those
 * that last longest. `lastChances`: until when something may come of each that is known, in ms since 1970, by its id in hexadecimal digits.
 */
export function tellFirst<Seen extends { readonly hold: Hash }>(
  seen: readonly Seen[],
  lastChances: ReadonlyMap<string, number>,
  now: number,
): Seen[] {
  const lastOf = ({ hold }: Seen): number => lastChances.get(toHex(hold)) ?? now;
  return seen
    .filter((one) => lastOf(one) >= now)
    .toSorted((a, b) => lastOf(b) - lastOf(a))
    .slice(0, MAX_SIGHTINGS);
}
