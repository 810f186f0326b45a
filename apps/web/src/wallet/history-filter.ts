import type { HistoryEntry } from '@tallystick/wallet';
import { standingOf } from './entry-words.ts';
import { whoOf } from './people.ts';
import { beginOf } from './statement/statement.ts';

/** What of a history is shown. */
export interface HistoryFilter {
  /** A part of a name, note, amount, currency or address. */
  readonly sought: string;
  /** Of `whoOf`; empty for everybody. */
  readonly who: string;
  readonly kind: HistoryEntry['kind'] | '';
  readonly status: ReturnType<typeof standingOf> | '';
  readonly currency: string;
  /** Days of the reader's calendar, both of them included; empty for none. */
  readonly from: string;
  readonly to: string;
}

export const EVERYTHING: HistoryFilter = {
  sought: '',
  who: '',
  kind: '',
  status: '',
  currency: '',
  from: '',
  to: '',
};

/** The entries that a filter lets through; `textsOf`: what of an entry is looked through for what is sought. */
export function filtered(
  history: readonly HistoryEntry[],
  { sought, who, kind, status, currency, from, to }: HistoryFilter,
  textsOf: (entry: HistoryEntry) => readonly (string | null | undefined)[],
): HistoryEntry[] {
  const wanted = sought.trim().toLowerCase();
  const since = beginOf(from) ?? 0;
  const until = beginOf(to, 1) ?? Number.POSITIVE_INFINITY;
  return history.filter(
    (entry) =>
      (who === '' || whoOf(entry) === who) &&
      (kind === '' || entry.kind === kind) &&
      (status === '' || standingOf(entry) === status) &&
      (currency === '' || entry.currency === currency) &&
      entry.time >= since &&
      entry.time < until &&
      textsOf(entry).some((text) => text?.toLowerCase().includes(wanted) === true),
  );
}
