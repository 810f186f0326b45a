/**
 * A moment in ms since 1970-01-01 UTC, in whole seconds: texts write `2027-07-10`, the first moment
 * of that day, or `2027-07-10T12:00:00Z`.
 */
export type Instant = number;

/** Half open: from its first moment up to, and without, its end; null is without end. */
export interface Force {
  readonly kind: 'force';
  readonly from: Instant;
  readonly until: Instant | null;
}

export function isInForce({ from, until }: Force, time: number): boolean {
  return from <= time && (until === null || time < until);
}
