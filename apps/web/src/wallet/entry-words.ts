import type { HistoryEntry } from '@tallystick/wallet';
import type { WalletWords } from '../words/english/wallet.ts';
import { nameOf } from './name-of.ts';

type Words = WalletWords['entries'];

/** What it was: a payment that came to nothing was not paid. */
export function whatOf(
  { kind, status }: Pick<HistoryEntry, 'kind' | 'status'>,
  say: Words,
): string {
  const cameToNothing = status !== 'final' && status !== 'pending';
  return kind === 'paid' && cameToNothing ? say.notPaid : say.kinds[kind];
}

/** How final it is; what rules only hold may be paid yet, once what they ask for is there. */
export function standingOf({
  status,
  refusal,
}: Pick<HistoryEntry, 'status' | 'refusal'>): HistoryEntry['status'] | 'held' {
  return status === 'refused' && refusal?.code === 'rules-hold' ? 'held' : status;
}

/** `to @ada`, `for @ada`, `from @ada`. */
export function directionOf(
  kind: HistoryEntry['kind'],
  say: Pick<Words, 'to' | 'for' | 'from'>,
): (name: string) => string {
  if (kind === 'paid') return say.to;
  return kind === 'set-aside' ? say.for : say.from;
}

export function partyOf(
  { handle, party, treasury }: HistoryEntry,
  say: { readonly treasury: string },
): string | null {
  if (handle === undefined && treasury === true) return say.treasury;
  return handle === undefined && party === undefined ? null : nameOf(handle, party ?? '');
}

/** Where a search of the history looks. */
export function soughtIn(entry: HistoryEntry, say: Words): readonly (string | null | undefined)[] {
  const { memo, note, amount, currency, party } = entry;
  return [partyOf(entry, say), memo, note, amount, currency, party, whatOf(entry, say)];
}
