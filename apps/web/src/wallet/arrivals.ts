import type { HistoryEntry } from '@tallystick/wallet';
import { decimalOf } from '../frame/decimal-of.ts';
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

/** Sums by currency, as decimals; of lines whose amount this wallet knows. */
export function sumsOf(entries: readonly HistoryEntry[]): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const { amount, currency } of entries) {
    if (amount === undefined || currency === undefined) continue;
    const units = digitsOf(sums.get(currency) ?? '0') + digitsOf(amount);
    sums.set(currency, decimalOf(String(units), amount.split('.')[1]?.length ?? 0));
  }
  return sums;
}

/** Whether less has come in than was asked for. */
export function isLess(
  sums: ReadonlyMap<string, string>,
  asked: { readonly amount: string; readonly currency: string },
): boolean {
  return digitsOf(sums.get(asked.currency) ?? '0') < digitsOf(asked.amount);
}
