import {
  type Amount,
  type Hash,
  type Hold,
  type PutOperation,
  decode,
  equalBytes,
  verifyDecisionReceipt,
} from '@tallystick/protocol';
import { type Facts, factsCodec } from '@tallystick/rules';
import { type Context, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { KEYS } from '../records/keys.ts';
import { decisionRecordCodec } from './decision-record.ts';

/** A receipt that is worth keeping, and what keeps it. */
export interface KeptReceipt {
  readonly decision: Hash;
  readonly change: StorageChange;
}

/**
 * What keeps the receipt of an own put that the rules refused or held; undefined where it is none: not
 * signed by this sovereign, about another put, or about facts that this wallet knows to be otherwise.
 */
export function keepReceipt(
  { ports, trust }: Pick<Context, 'ports' | 'trust'>,
  operation: PutOperation,
  transition: Hash,
  receipt: Uint8Array,
): KeptReceipt | undefined {
  const checked = verifyDecisionReceipt(receipt, trust.sovereign, trust.epochs, ports.crypto);
  if (!checked.ok) return undefined;
  const { decision, facts } = checked.receipt;
  if (!equalBytes(decision.transition, transition)) return undefined;
  const decoded = decode(factsCodec, facts);
  const item = itemOf(operation, decision.item);
  if (!decoded.ok || item === undefined || !areOf(decoded.value, item)) return undefined;
  if (decoded.value.sender.country !== operation.country) return undefined;
  if (decoded.value.time !== decision.time) return undefined;
  const payee = item.hold === null ? null : payeeOf(item.hold);
  const change = storing(KEYS.decision(checked.id), decisionRecordCodec, { receipt, payee });
  return { decision: checked.id, change };
}

interface Item {
  readonly amount: Amount;
  /** Null: a raise. */
  readonly hold: Hold | null;
}

function itemOf({ holds, raises = [] }: PutOperation, at: number): Item | undefined {
  const hold = holds[at];
  if (hold !== undefined) return { amount: hold.cap, hold };
  const raise = raises[at - holds.length];
  return raise === undefined ? undefined : { amount: raise.by, hold: null };
}

/** What the put says itself. */
function areOf(facts: Facts, { amount, hold }: Item): boolean {
  if (facts.amount !== amount) return false;
  if (hold === null) return true;
  return (
    equalBytes(facts.currency, hold.currency) &&
    facts.online === (hold.writer.kind === 'none') &&
    facts.receivers.length === hold.claims.length &&
    facts.purpose === (hold.purpose ?? null)
  );
}

/** The only payee that a hold names. */
export function payeeOf({ claims }: Hold): Hash | null {
  const [claim, ...others] = claims;
  return others.length === 0 && claim?.payee.kind === 'identity' ? claim.payee.identity : null;
}
