import type { Amount, DecisionRecord, Hash, Header } from '@tallystick/protocol';
import {
  type Decision,
  type Facts,
  factsHash,
  hourOf,
  type Party,
  type Rulebook,
  type WindowSum,
} from '@tallystick/rules';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import { findCurrency } from '../state/currencies.ts';
import { sentSums, withReserved } from '../state/sent.ts';
import type { LedgerState } from '../state/state.ts';
import type { CheckedHold } from './check-holds.ts';

/** The rulebook has no objection to any hold of the put. */
export interface Decided {
  readonly ok: true;
  readonly decisions: readonly DecisionRecord[];
}

export interface DecideInput {
  /** The slot of the sending identity, or -1 - currency for a treasury. */
  readonly owner: number;
  readonly sender: Party;
  /** Holds, then raises. */
  readonly items: readonly Decidable[];
  readonly checked: readonly Pick<CheckedHold, 'receivers'>[];
}

/** Value that a put sets aside in one hold. */
export interface Decidable {
  readonly currency: Hash;
  readonly cap: Amount;
  readonly writer: { readonly kind: string };
}

/** What was sent of one currency before this put, and what its holds so far add. */
interface Sent {
  readonly currency: number;
  readonly before: readonly WindowSum[];
  reserved: Amount;
}

/**
 * Asks the rulebook about each hold, for its whole cap. What earlier holds of the same put send
 * counts as sent, so that many small holds are not milder than a large one.
 */
export function decide(
  state: LedgerState,
  input: DecideInput,
  header: Header,
  rulebook: Rulebook,
): Decided | Refusal {
  const { sender, items, checked } = input;
  let sent: readonly Sent[] = [];
  const decisions: DecisionRecord[] = new Array(items.length);
  for (let index = 0; index < items.length; index += 1) {
    const hold = items[index] as Decidable;
    const currency = findCurrency(state.currencies, hold.currency);
    let sums = sent.find((one) => one.currency === currency);
    if (sums === undefined) {
      // Summing a month of hours costs more than a decision: once for each currency.
      const before = sumsOf(state, input.owner, currency, header, rulebook);
      sums = { currency, before, reserved: 0n };
      sent = [...sent, sums];
    }
    const facts: Facts = {
      currency: hold.currency,
      amount: hold.cap,
      sender: { country: sender.country, tier: sender.tier },
      receivers: (checked[index] as Pick<CheckedHold, 'receivers'>).receivers,
      online: hold.writer.kind === 'none',
      time: header.time,
      sent: withReserved(sums.before, sums.reserved),
    };
    const decision = rulebook.decide(facts);
    if (decision.outcome !== 'no-objection') return objection(index, decision);
    decisions[index] = { rulebook: rulebook.hash, facts: factsHash(facts) };
    sums.reserved += hold.cap;
  }
  return { ok: true, decisions };
}

/** A treasury's sums are nobody's: its issuing is public, and bounded by its own keys. */
function sumsOf(
  state: LedgerState,
  owner: number,
  currency: number,
  header: Header,
  rulebook: Rulebook,
): readonly WindowSum[] {
  if (owner < 0) return rulebook.windows.map((hours) => ({ hours, amount: 0n }));
  return sentSums(state, owner, currency, hourOf(header.time), rulebook.windows);
}

function objection(hold: number, decision: Decision): Refusal {
  const { rule, requirements } = decision;
  if (decision.outcome === 'refuse') return refuse('rules-refuse', { hold, rule });
  return refuse('rules-hold', { hold, rule, requirements });
}
