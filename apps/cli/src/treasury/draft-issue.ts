import { randomBytes } from 'node:crypto';
import {
  type Hold,
  MAX_HOLDS,
  type Operation,
  addAmounts,
  buildTransition,
  decodeState,
  deviceContents,
  encodeOperation,
  equalBytes,
  stateId,
} from '@tallystick/protocol';
import type { OpenedTreasury } from '@tallystick/sovereign';
import { usage } from '../stop.ts';
import type { PayableIdentity, TreasuryHead } from './operator-client.ts';
import type { Draft } from './place.ts';

/** One amount for one payee, in the currency's smallest unit. */
export interface Issue {
  readonly payee: PayableIdentity;
  readonly amount: bigint;
}

/** What an issue is drafted for. */
export interface IssueTerms {
  readonly opened: Pick<OpenedTreasury, 'currency'>;
  /** The country record under which the treasury pays: the constitution's. */
  readonly country: string;
  /** How long the transitions may be admitted: ms since 1970. */
  readonly notAfter: number;
}

/** How long a payee may take before the money returns to the treasury. */
const CLAIM_WINDOW_MS = 30 * 86_400_000;

/** A put of all issues after `head`, preceded by a mint of what the balance lacks. Nothing is signed. */
export function draftIssue(
  { state, balance }: TreasuryHead,
  issues: readonly Issue[],
  { opened: { currency }, country, notAfter }: IssueTerms,
): readonly Draft[] {
  const total = issues.reduce((sum, { amount }) => checked(sum, amount), 0n);
  const drafts: Draft[] = [];
  let head = state;
  const extend = (operation: Operation, after: bigint): void => {
    const made = extendState(head, operation, deviceContents([[currency, after]]));
    drafts.push(made);
    head = made.state;
  };
  if (balance < total) {
    const amount = total - balance;
    extend({ kind: 'mint', notAfter, salt: salt(), currency, amount }, total);
  }
  const holds = issues.map((issue) => toHold(currency, issue));
  const put: Operation = { kind: 'put', notAfter, salt: salt(), country, holds };
  if (holds.length > MAX_HOLDS || encodeOperation(put).length > MAX_OPERATION) {
    throw usage('Too many payments for one transition.');
  }
  extend(put, balance < total ? 0n : balance - total);
  return drafts;
}

/** Whether an operation pays exactly these. */
export function paysSame(operation: Operation, issues: readonly Issue[]): boolean {
  if (operation.kind !== 'put' || operation.holds.length !== issues.length) return false;
  return operation.holds.every(({ cap, claims }, at) => {
    const [issue, to] = [issues[at], claims[0]?.payee];
    if (issue === undefined || to?.kind !== 'identity') return false;
    return cap === issue.amount && equalBytes(to.identity, issue.payee.identity);
  });
}

/** protocol.md section 4: an operation in a transition. */
const MAX_OPERATION = 65_536;

function extendState(head: Uint8Array, operation: Operation, contents: Uint8Array): Draft {
  const decoded = decodeState(head);
  if (!decoded.ok) throw usage(`The treasury's state is no state: ${decoded.reason}.`);
  const built = buildTransition({
    head: decoded.value,
    headId: stateId(head),
    operation,
    contents,
  });
  return { state: built.stateBytes, operation: built.operationBytes, signatures: [] };
}

function salt(): Uint8Array {
  return new Uint8Array(randomBytes(16));
}

function toHold(currency: Uint8Array, { payee: { identity, country }, amount: cap }: Issue): Hold {
  return {
    currency,
    cap,
    writer: { kind: 'none' },
    note: null,
    claims: [
      {
        payee: { kind: 'identity', identity, country },
        meter: { kind: 'all' },
        condition: null,
        until: Date.now() + CLAIM_WINDOW_MS,
      },
    ],
  };
}

function checked(a: bigint, b: bigint): bigint {
  const sum = addAmounts(a, b);
  if (sum === undefined) throw usage('Together this is more than any currency can have.');
  return sum;
}
