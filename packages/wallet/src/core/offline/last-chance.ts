import type { HeldRecord } from './records/payee-records.ts';

/** Closures of the ledger put ends off: as long as it has not said that a window is over, a week more is tried. */
const GRACE_MS = 7 * 86_400_000;

/**
 * Until when, in ms since 1970, something may still come of cheques of an allowance: of itself, of its collateral or of its cover, whichever
 * ends last.
 */
export function lastChanceAt({ terms, guarantees }: HeldRecord): number {
  const ends = [...terms.claims, ...guarantees].map(({ until }) => until);
  return Math.max(...ends) + GRACE_MS;
}
