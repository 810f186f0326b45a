import { type Currencies, checkRow } from './check-row.ts';
import type { Journal } from './journal.ts';
import { readRows } from './read-rows.ts';
import { type RowPayment, type RowProblem, isProblem } from './row.ts';

/** What a former run left: how far its rows are settled without a gap, and what those beyond moved. */
export interface Progress {
  /** Every row before this line is settled. */
  readonly firstOpen: number;
  /** What rows paid beyond `firstOpen` gave (positive) or took, by `party/currency`. */
  readonly moved: ReadonlyMap<string, bigint>;
}

/** The rows of a file with what can be said of each by itself. */
export async function* checkedRows(
  path: string,
  currencies: Currencies,
): AsyncGenerator<RowPayment | RowProblem> {
  for await (const row of readRows(path)) {
    yield isProblem(row) ? row : checkRow(row, currencies);
  }
}

/** Reads the file against the journal once, before an import goes on. */
export async function readProgress(
  path: string,
  currencies: Currencies,
  journal: Journal,
): Promise<Progress> {
  let firstOpen = Number.POSITIVE_INFINITY;
  const moved = new Map<string, bigint>();
  const add = (party: string, currency: string, amount: bigint): void => {
    const name = `${party}/${currency}`;
    moved.set(name, (moved.get(name) ?? 0n) + amount);
  };
  for await (const row of checkedRows(path, currencies)) {
    const state = journal.row(row.line)?.state;
    if (state !== 'paid' && state !== 'refused') firstOpen = Math.min(firstOpen, row.line);
    if (state !== 'paid' || row.line < firstOpen || isProblem(row)) continue;
    add(row.payer, row.currency, -row.amount);
    add(row.payee, row.currency, row.amount);
  }
  return { firstOpen, moved };
}
