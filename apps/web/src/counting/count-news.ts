import type { CountedAgain } from '@tallystick/wallet/votes';

/** More ballots than these are not counted in a page: it would keep a browser for an hour. */
export const MOST_BALLOTS = 200_000;

/** What the worker tells while it counts, and at its end. */
export type CountNews =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'counted'; readonly counted: CountedAgain }
  /** `unreadable`: what was answered is no vote. */
  | { readonly kind: 'unreachable' | 'unreadable' | 'too-many' };
