import { decodeState, deviceContents, stateId } from '../chain/index.ts';
import type { Hash } from '../crypto/index.ts';
import { paymentHold } from '../hold/index.ts';
import { addAmounts } from '../money/index.ts';
import {
  buildTransition,
  encodeOperation,
  MAX_HOLDS,
  MAX_OPERATION_BYTES,
  type Operation,
} from '../operation/index.ts';
import type { Draft } from './draft.ts';
import type { Issue, Order, Unclaimed } from './order.ts';

/** What the log has of a treasury's chain. */
export interface TreasuryHead {
  /** 176 bytes. */
  readonly state: Uint8Array;
  readonly balance: bigint;
}

/** What an order is drafted for; times in ms since 1970. */
export interface OrderTerms {
  readonly currency: Hash;
  /** The country record under which the treasury pays: the constitution's. */
  readonly country: string;
  /** How long the transitions may be admitted. */
  readonly notAfter: number;
  readonly now: number;
  /** 16 random bytes, others each time. */
  readonly salt: () => Uint8Array;
}

/**
 * `insufficient`: the treasury itself does not have what is to be burned. `too-many`: for one transition. `too-much`: more than
 * any currency can have. `bad-head`: its state is none.
 */
export type OrderFault = 'insufficient' | 'too-many' | 'too-much' | 'bad-head';

export type Drafted =
  | { readonly ok: true; readonly drafts: readonly Draft[] }
  | { readonly ok: false; readonly fault: OrderFault };

/** What carries the order out after `head`: one transition, or two where an issue has to mint first. Nothing is signed. */
export function draftOrder(head: TreasuryHead, order: Order, terms: OrderTerms): Drafted {
  switch (order.kind) {
    case 'issue':
      return draftIssue(head, order.issues, order.windowMs, terms);
    case 'burn':
      return draftBurn(head, order.amount, terms);
    case 'return':
      return draftReturn(head, order.holds, terms);
  }
}

/** A put of all issues after `head`, preceded by a mint of what the balance lacks. */
function draftIssue(
  { state, balance }: TreasuryHead,
  issues: readonly Issue[],
  windowMs: number,
  { currency, country, notAfter, now, salt }: OrderTerms,
): Drafted {
  const total = sumOf(issues, 0n);
  if (total === undefined) return fault('too-much');
  const until = now + windowMs;
  const holds = issues.map(({ payee, amount }) => paymentHold(payee, currency, amount, until));
  const put: Operation = { kind: 'put', notAfter, salt: salt(), country, holds };
  if (holds.length > MAX_HOLDS || encodeOperation(put).length > MAX_OPERATION_BYTES) {
    return fault('too-many');
  }
  if (balance >= total) return extended(state, [[put, balance - total]], currency);
  const mint: Operation = {
    kind: 'mint',
    notAfter,
    salt: salt(),
    currency,
    amount: total - balance,
  };
  return extended(
    state,
    [
      [mint, total],
      [put, 0n],
    ],
    currency,
  );
}

function draftBurn(
  { state, balance }: TreasuryHead,
  amount: bigint,
  { currency, notAfter, salt }: OrderTerms,
): Drafted {
  if (balance < amount) return fault('insufficient');
  const burn: Operation = { kind: 'burn', notAfter, salt: salt(), currency, amount };
  return extended(state, [[burn, balance - amount]], currency);
}

function draftReturn(
  { state, balance }: TreasuryHead,
  holds: readonly Unclaimed[],
  { currency, notAfter, salt }: OrderTerms,
): Drafted {
  const after = sumOf(holds, balance);
  if (after === undefined) return fault('too-much');
  const takings = holds.map(({ hold, amount }) => ({ hold, claim: null, amount, proof: null }));
  return extended(state, [[{ kind: 'take', notAfter, salt: salt(), takings }, after]], currency);
}

/** One draft of each operation, which leaves the treasury with that balance. */
function extended(
  head: Uint8Array,
  steps: readonly (readonly [operation: Operation, after: bigint])[],
  currency: Hash,
): Drafted {
  const drafts: Draft[] = [];
  let before = head;
  for (const [operation, after] of steps) {
    const decoded = decodeState(before);
    if (!decoded.ok) return fault('bad-head');
    const contents = deviceContents([[currency, after]]);
    const place = { head: decoded.value, headId: stateId(before), operation, contents };
    const { stateBytes: state, operationBytes } = buildTransition(place);
    drafts.push({ state, operation: operationBytes, signatures: [] });
    before = state;
  }
  return { ok: true, drafts };
}

function sumOf(parts: readonly { readonly amount: bigint }[], start: bigint): bigint | undefined {
  return parts.reduce<bigint | undefined>(
    (sum, { amount }) => (sum === undefined ? sum : addAmounts(sum, amount)),
    start,
  );
}

function fault(what: OrderFault): Drafted {
  return { ok: false, fault: what };
}
