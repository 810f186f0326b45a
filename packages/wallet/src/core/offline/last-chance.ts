import type { HeldRecord } from './records/payee-records.ts';

/** Closures of the ledger put ends off: as long as it has not said that a window is over, a week more is tried. */
const GRACE_MS = 7 * 86_400_000;

/** A node that was off for more than 30 days starts only when its operator accepts the clock: twice that, for what has had no answer. */
const CLOSED_MS = 60 * 86_400_000;

/**
 * Until when, in ms since 1970, something may still come of cheques of an allowance: of itself, of its collateral or of its cover, whichever
 * ends last.
 */
export function lastChanceAt({ terms, guarantees }: HeldRecord): number {
  const ends = [...terms.claims, ...guarantees].map(({ until }) => until);
  return Math.max(...ends) + GRACE_MS;
}

/** Until when a cheque is shown to the ledger of which it has not said that nothing is left to pay it, or that its time is over. */
export function depositableUntil(held: HeldRecord): number {
  return lastChanceAt(held) + CLOSED_MS;
}
