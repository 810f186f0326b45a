import { randomBytes } from 'node:crypto';
import {
  MAX_HOLDS,
  type Operation,
  addAmounts,
  buildTransition,
  decodeState,
  deviceContents,
  encodeOperation,
  formatAmount,
  paymentHold,
  stateId,
} from '@tallystick/protocol';
import type { OpenedTreasury } from '@tallystick/sovereign';
import { refused, usage } from '../stop.ts';
import type { TreasuryHead } from './operator-client.ts';
import type { Issue, Order, Unclaimed } from './order.ts';
import type { Draft } from './place.ts';

/** What an order is drafted for. */
export interface OrderTerms {
  readonly opened: Pick<OpenedTreasury, 'currency' | 'decimals'>;
  /** The country record under which the treasury pays: the constitution's. */
  readonly country: string;
  /** How long the transitions may be admitted: ms since 1970. */
  readonly notAfter: number;
}

/** What carries the order out after `head`: one transition, or two where an issue has to mint first. Nothing is signed. */
export function draftOrder(head: TreasuryHead, order: Order, terms: OrderTerms): readonly Draft[] {
  switch (order.kind) {
    case 'issue':
      return draftIssue(head, order.issues, order.windowMs, terms);
    case 'burn':
      return [draftBurn(head, order.amount, terms)];
    case 'return':
      return [draftReturn(head, order.holds, terms)];
  }
}

/** A put of all issues after `head`, preceded by a mint of what the balance lacks. */
function draftIssue(
  { state, balance }: TreasuryHead,
  issues: readonly Issue[],
  windowMs: number,
  { opened: { currency }, country, notAfter }: OrderTerms,
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
  const until = Date.now() + windowMs;
  const holds = issues.map(({ payee, amount }) => paymentHold(payee, currency, amount, until));
  const put: Operation = { kind: 'put', notAfter, salt: salt(), country, holds };
  if (holds.length > MAX_HOLDS || encodeOperation(put).length > MAX_OPERATION) {
    throw usage('Too many payments for one transition.');
  }
  extend(put, balance < total ? 0n : balance - total);
  return drafts;
}

function draftBurn(
  { state, balance }: TreasuryHead,
  amount: bigint,
  { opened: { currency, decimals }, notAfter }: OrderTerms,
): Draft {
  if (balance < amount) {
    const has = formatAmount(balance, decimals);
    throw refused({
      code: 'insufficient-balance',
      message:
        `The treasury itself has ${has}, and only that can be burned. What was issued and not taken comes back ` +
        'with `tally sovereign return`.',
      data: { balance: has },
    });
  }
  const burn: Operation = { kind: 'burn', notAfter, salt: salt(), currency, amount };
  return extendState(state, burn, deviceContents([[currency, balance - amount]]));
}

function draftReturn(
  { state, balance }: TreasuryHead,
  holds: readonly Unclaimed[],
  { opened: { currency }, notAfter }: OrderTerms,
): Draft {
  const after = holds.reduce((sum, { amount }) => checked(sum, amount), balance);
  const takings = holds.map(({ hold, amount }) => ({ hold, claim: null, amount, proof: null }));
  const take: Operation = { kind: 'take', notAfter, salt: salt(), takings };
  return extendState(state, take, deviceContents([[currency, after]]));
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

function checked(a: bigint, b: bigint): bigint {
  const sum = addAmounts(a, b);
  if (sum === undefined) throw usage('Together this is more than any currency can have.');
  return sum;
}
