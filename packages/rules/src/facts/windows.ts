import { type Amount, MAX_AMOUNT } from '@tallystick/protocol';
import type { WindowSum } from './facts.ts';

/** What was sent in one UTC hour; `hour` counts from 1970-01-01. */
export interface HourBucket {
  readonly hour: number;
  /** Accepted value, at most 2^63 − 1; that very number means "this or more". */
  readonly amount: Amount;
}

/** The longest window that a rule can ask for: 31 days (DESIGN section 8). */
export const MAX_WINDOW_HOURS = 744;
/** The longest time that a rule can hold a payment for: a year. */
export const MAX_WAITING_HOURS = 8760;
/** How long a list can be relied on: ten years. */
export const MAX_FRESH_HOURS = 87_600;
/** How many different windows one rulebook can ask for. */
export const MAX_WINDOWS = 8;

const HOUR_MS = 3_600_000;

/** The UTC hour of a time in ms since 1970-01-01. */
export function hourOf(time: number): number {
  return Math.floor(time / HOUR_MS);
}

/**
 * The sum over the window of `hours` that ends with `hour`; null when it is 2^63 − 1 or more. The
 * buckets ascend by hour, each hour once.
 */
export function sumSent(buckets: readonly HourBucket[], hour: number, hours: number): WindowSum {
  let total = 0n;
  for (let i = buckets.length - 1; i >= 0; i -= 1) {
    const bucket = buckets[i] as HourBucket;
    if (bucket.hour <= hour - hours) break;
    total += bucket.amount;
    if (total >= MAX_AMOUNT) return { hours, amount: null };
  }
  return { hours, amount: total };
}
