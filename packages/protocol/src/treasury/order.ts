import type { Hash } from '../crypto/index.ts';
import { equalBytes } from '../encoding/index.ts';
import type { PaymentPayee } from '../hold/index.ts';
import type { Operation } from '../operation/index.ts';

/** One amount for one payee, in the currency's smallest unit. */
export interface Issue {
  readonly payee: PaymentPayee;
  readonly amount: bigint;
}

/** A hold of the treasury whose window is over, and what is still in it. */
export interface Unclaimed {
  readonly hold: Hash;
  readonly amount: bigint;
}

/** What a treasury is asked to do; amounts in the currency's smallest unit. */
export type Order =
  | {
      readonly kind: 'issue';
      readonly issues: readonly Issue[];
      /** How long the payees may take; then it can be taken back. */
      readonly windowMs: number;
    }
  | { readonly kind: 'burn'; readonly amount: bigint }
  | { readonly kind: 'return'; readonly holds: readonly Unclaimed[] };

const CLAIM_WINDOW_MS = 30 * 86_400_000;

/** Up to 256 payments, all or none. */
export function issueOf(issues: readonly Issue[], windowMs: number = CLAIM_WINDOW_MS): Order {
  return { kind: 'issue', issues, windowMs };
}

/** Whether an operation does exactly what is ordered. */
export function doesSame(operation: Operation, order: Order): boolean {
  switch (order.kind) {
    case 'issue':
      return operation.kind === 'put' && paysSame(operation, order.issues);
    case 'burn':
      return operation.kind === 'burn' && operation.amount === order.amount;
    case 'return':
      return operation.kind === 'take' && takesSame(operation, order.holds);
  }
}

function paysSame(
  { holds }: Extract<Operation, { kind: 'put' }>,
  issues: readonly Issue[],
): boolean {
  if (holds.length !== issues.length) return false;
  return holds.every(({ cap, claims }, at) => {
    const [issue, to] = [issues[at], claims[0]?.payee];
    if (issue === undefined || to?.kind !== 'identity') return false;
    return cap === issue.amount && equalBytes(to.identity, issue.payee.identity);
  });
}

function takesSame(
  { takings }: Extract<Operation, { kind: 'take' }>,
  holds: readonly Unclaimed[],
): boolean {
  if (takings.length !== holds.length) return false;
  return takings.every(({ hold }, at) => equalBytes(hold, holds[at]?.hold ?? new Uint8Array()));
}
