import { formatAmount } from '@tallystick/protocol';
import type { Currencies } from './check-row.ts';
import type { Journal, RowRecord } from './journal.ts';
import type { RowOutcomes } from './pay-rows.ts';
import { type RowPayment, type RowProblem, isProblem } from './row.ts';

/** What an import says in the end. */
export interface ImportReport {
  readonly rows: number;
  readonly paid: number;
  readonly refused: readonly RowProblem[];
  /** What the paid rows add up to, in decimal form by currency. */
  readonly totals: Readonly<Record<string, string>>;
}

/** Counts rows, of this run and of former ones. */
export interface RowTally {
  /** A row was read; `record` is what a former run made of it. */
  enter(row: RowPayment | RowProblem, record: RowRecord | undefined): void;
  settle(outcomes: RowOutcomes): void;
  refuse(problem: RowProblem): void;
  readonly settled: number;
  readonly paid: number;
  /** Who was paid by any of the rows. */
  readonly payees: ReadonlySet<string>;
  report(): ImportReport;
}

export function createRowTally(journal: Journal, currencies: Currencies): RowTally {
  const open = new Map<number, RowPayment>();
  const totals = new Map<string, bigint>();
  const payees = new Set<string>();
  let rows = 0;
  let paid = 0;

  function pay({ payee, currency, amount }: RowPayment): void {
    paid += 1;
    payees.add(payee);
    totals.set(currency, (totals.get(currency) ?? 0n) + amount);
  }

  return {
    enter(row, record) {
      rows += 1;
      if (isProblem(row)) return;
      if (record?.state === 'paid') pay(row);
      else if (record?.state !== 'refused') open.set(row.line, row);
    },
    settle(outcomes) {
      for (const [line, { state }] of outcomes) {
        const row = open.get(line);
        if (row !== undefined && state === 'paid') pay(row);
        open.delete(line);
      }
    },
    refuse({ line }) {
      open.delete(line);
    },
    get settled() {
      return rows - open.size;
    },
    get paid() {
      return paid;
    },
    payees,
    report() {
      const decimal = ([code, total]: [string, bigint]): [string, string] => [
        code,
        formatAmount(total, currencies.get(code) ?? 0),
      ];
      return {
        rows,
        paid,
        refused: journal.refused(),
        totals: Object.fromEntries([...totals].map(decimal)),
      };
    },
  };
}
