import type { HistoryEntry } from '@tallystick/wallet';
import { digitsOf } from './offline/left-of.ts';

const keyOf = ({ id, kind, line = 0 }: HistoryEntry): string => `${id} ${kind} ${line}`;

/** The lines of what is this wallet's for good. */
export function arrivedUntilNow(history: readonly HistoryEntry[]): ReadonlySet<string> {
  const final = history.filter(({ kind, status }) => kind === 'received' && status === 'final');
  return new Set(final.map(keyOf));
}

/** What has come in, for good, since only `before` had; newest first, as the history is. */
export function arrivedSince(
  before: ReadonlySet<string>,
  history: readonly HistoryEntry[],
): readonly HistoryEntry[] {
  return history.filter(
    (entry) => entry.kind === 'received' && entry.status === 'final' && !before.has(keyOf(entry)),
  );
}

/** Whether this one payment is less than was asked for; one of an unknown amount may be. */
export function isLess(
  { amount, currency }: Pick<HistoryEntry, 'amount' | 'currency'>,
  asked: { readonly amount: string; readonly currency: string },
): boolean {
  if (amount === undefined || currency !== asked.currency) return true;
  return digitsOf(amount) < digitsOf(asked.amount);
}
