/** A line of the file that reads as a payment. `line` counts from 1, as an editor does. */
export interface Row {
  readonly line: number;
  readonly time: string;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
}

/** A row that was not paid, and why: `code` for programs, `message` for whoever mends the file. */
export interface RowProblem {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** A row that makes sense; parties are handles, the amount is in the currency's smallest unit. */
export interface RowPayment {
  readonly line: number;
  readonly payer: string;
  readonly payee: string;
  readonly amount: bigint;
  readonly currency: string;
}

export function isProblem(row: Row | RowPayment | RowProblem): row is RowProblem {
  return 'code' in row;
}
