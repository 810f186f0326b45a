import type { Failure, TabNews } from '@tallystick/wallet';
import type { ProcessNews, Snapshot } from './calls.ts';
import type { Closed } from './keys/calls.ts';
import type { Marker } from './keys/marker.ts';

/** Where a wallet is: not looked at yet, absent, lost, locked, open elsewhere, not to be read, or open here. */
export type Door =
  | { readonly kind: 'starting' }
  | { readonly kind: 'none' }
  /** There was one, and its storage is gone. */
  | { readonly kind: 'gone'; readonly marker: Marker }
  /** This browser is becoming a further device; null until its keys are made. */
  | { readonly kind: 'joining'; readonly request: string | null }
  | { readonly kind: 'locked'; readonly closed: Closed }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly snapshot: Snapshot };

export interface WalletState {
  readonly door: Door;
  /** Tabs for the wallet that is shown which were opened or raised lately, the newest last. */
  readonly tabs: readonly TabNews[];
}

export const START: WalletState = { door: { kind: 'starting' }, tabs: [] };

/** As many tabs are told at once at most: strangers can open them. */
const MOST_TABS = 20;

/** What the wallet's process has told by itself. Of a wallet that is not shown it changes nothing here. */
export function heardNews(old: WalletState, news: ProcessNews): WalletState {
  const { door } = old;
  if (door.kind !== 'open' || door.snapshot.name !== news.name) return old;
  // What came in stands in the history.
  if (news.kind === 'received') return old;
  if (news.kind === 'tab') return { ...old, tabs: [...old.tabs, news.tab].slice(-MOST_TABS) };
  const snapshot = { ...door.snapshot, standing: news.standing };
  return { ...old, door: { kind: 'open', snapshot } };
}

/** What was asked of a wallet before another one was shown, and answered after, is not shown. */
export function refreshed(old: WalletState, snapshot: Snapshot): WalletState {
  const { door } = old;
  if (door.kind !== 'open' || door.snapshot.name !== snapshot.name) return old;
  return { ...old, door: { kind: 'open', snapshot } };
}
