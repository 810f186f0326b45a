import { type AppealCounts, type Ledger, countAppeals } from '@tallystick/ledger';

/** What became of appeals, for everybody and for the operator. */
export interface AppealFigures {
  /** At most 10 s old, `waitedMs` ascending. */
  counts(): AppealCounts;
}

/** Sorting all that was ever answered: once in a while is enough for everybody. */
const KEPT_MS = 10_000;

/** `clock`: monotonic, in ms. */
export function keepAppealCounts(state: () => Ledger['state'], clock: () => number): AppealFigures {
  let kept: { readonly at: number; readonly counts: AppealCounts } | undefined;
  return {
    counts() {
      const now = clock();
      if (kept === undefined || now - kept.at > KEPT_MS) {
        const counts = countAppeals(state());
        kept = { at: now, counts: { ...counts, waitedMs: counts.waitedMs.toSorted(ascending) } };
      }
      return kept.counts;
    },
  };
}

function ascending(a: number, b: number): number {
  return a - b;
}
