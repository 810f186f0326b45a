import type { HistoryEntry } from '@tallystick/wallet';

/** Somebody on the other side of an entry. */
export interface Counterparty {
  /** The address, or `TREASURY`. */
  readonly who: string;
  /** The newest that is known. */
  readonly handle: string | null;
}

/** No address is this. */
export const TREASURY = 'treasury';

export function whoOf({ party, treasury }: HistoryEntry): string | null {
  return treasury === true ? TREASURY : (party ?? null);
}

/** Everybody who appears in a history of the newest first: whoever appeared last comes first. */
export function peopleOf(history: readonly HistoryEntry[]): Counterparty[] {
  const people = new Map<string, Counterparty>();
  for (const entry of history) {
    const who = whoOf(entry);
    if (who === null) continue;
    const handle = people.get(who)?.handle ?? entry.handle ?? null;
    people.set(who, { who, handle });
  }
  return [...people.values()];
}
