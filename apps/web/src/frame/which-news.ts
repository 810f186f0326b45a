import type { Compared } from './compare-pages.ts';

/** What is known of these pages themselves, and of newer ones. */
export interface KnownOfPages {
  /** Whether a newer release is kept and has not taken over. */
  readonly isWaiting: boolean;
  /** Another page of this browser has had a newer release take over. */
  readonly isReplaced: boolean;
  readonly isFetching: boolean;
  /** The last try to keep a newer release failed. */
  readonly isUnfit: boolean;
  /** Whether this page's document is a kept copy. */
  readonly isKept: boolean;
  readonly compared: Compared;
  /** The hash of the release that would be taken, by the list of what was kept; null where it has not been asked. */
  readonly takes: string | null;
}

/** What is to be said; `hash` is of the release that the sovereign says it serves, where it was heard. */
type Said =
  /** A newer one can be loaded: its files are kept, or a network has them. */
  | { readonly kind: 'newer'; readonly hash: string | null; readonly by: 'taking-over' | 'loading' }
  /** A newer one is served, and could not be kept whole. */
  | { readonly kind: 'unfit'; readonly hash: string }
  /** This page is not what the sovereign says it serves. */
  | { readonly kind: 'differs'; readonly hash: string };

/**
 * Null as long as there is nothing to say. What must not be believed is said before whatever else is offered, and a hash is said of
 * nothing but what it is of: what is kept and is not what is served by now, waits.
 */
export function whichNews(known: KnownOfPages): Said | null {
  const { isWaiting, isReplaced, isFetching, isUnfit, isKept, compared, takes } = known;
  if (compared.kind === 'differs') return { kind: 'differs', hash: compared.hash };
  const hash = compared.kind === 'other' ? compared.hash : null;
  // The next load is of it, whatever is said here.
  if (isReplaced) return { kind: 'newer', hash: takes === hash ? hash : null, by: 'loading' };
  if (hash === null) return null;
  if (isWaiting && takes === hash) return { kind: 'newer', hash, by: 'taking-over' };
  if (isFetching || (isWaiting && takes === null)) return null;
  // Of what is kept the same would come again.
  return isUnfit || isKept ? { kind: 'unfit', hash } : { kind: 'newer', hash, by: 'loading' };
}
