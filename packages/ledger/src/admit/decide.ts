import {
  type Amount,
  type DecisionRecord,
  type Hash,
  type Header,
  withEncoded,
} from '@tallystick/protocol';
import {
  type Decision,
  type Facts,
  factsCodec,
  factsHash,
  hourOf,
  type Party,
  type Rulebook,
  unknownFacts,
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

/** Decisions that were taken before admission, elsewhere, about facts as they were expected. */
export interface Answers {
  /**
   * The decision about these very facts, of which `encoded` is the canonical form for the moment;
   * undefined where they are none that were decided.
   */
  take(facts: Facts, encoded: Uint8Array): Taken | undefined;
  /** What transitions before this one are expected to send, and have not yet. */
  sentAhead(owner: number, currency: number): Amount;
  /** What this put sends of a currency. */
  sends(owner: number, currency: number, amount: Amount): void;
}

interface Taken {
  readonly decision: Decision;
  /** The facts' hash. */
  readonly facts: Hash;
}

/** How facts are decided: here, by the rulebook's own code, or by what has been asked before. */
export interface Deciding {
  readonly rulebook: Rulebook;
  readonly answers: Answers | null;
}

/** Nothing was decided about these facts, so it is not yes. Admission stops there and asks. */
export const UNDECIDED: Refusal = refuse('unavailable', {});

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
  deciding: Deciding,
): Decided | Refusal {
  const { owner, sender, items, checked } = input;
  const { rulebook, answers } = deciding;
  let sent: readonly Sent[] = [];
  const decisions: DecisionRecord[] = new Array(items.length);
  for (let index = 0; index < items.length; index += 1) {
    const hold = items[index] as Decidable;
    const currency = findCurrency(state.currencies, hold.currency);
    let sums = sent.find((one) => one.currency === currency);
    if (sums === undefined) {
      // Summing a month of hours costs more than a decision: once for each currency.
      const before = sumsOf(state, owner, currency, header, rulebook);
      const ahead = answers?.sentAhead(owner, currency) ?? 0n;
      sums = { currency, before: withReserved(before, ahead), reserved: 0n };
      sent = [...sent, sums];
    }
    const { receivers } = checked[index] as Pick<CheckedHold, 'receivers'>;
    const facts: Facts = {
      ...unknownFacts(rulebook.needs, receivers.length),
      currency: hold.currency,
      amount: hold.cap,
      sender: { country: sender.country, tier: sender.tier },
      receivers,
      online: hold.writer.kind === 'none',
      time: header.time,
      sent: withReserved(sums.before, sums.reserved),
    };
    const taken = take(facts, deciding);
    if (taken === undefined) return UNDECIDED;
    const { decision } = taken;
    if (decision.outcome !== 'no-objection') return objection(index, decision);
    decisions[index] = { rulebook: rulebook.hash, facts: taken.facts };
    sums.reserved += hold.cap;
  }
  if (answers !== null) {
    for (const { currency, reserved } of sent) answers.sends(owner, currency, reserved);
  }
  return { ok: true, decisions };
}

function take(facts: Facts, { rulebook, answers }: Deciding): Taken | undefined {
  if (answers === null) return { decision: rulebook.decide(facts), facts: factsHash(facts) };
  return withEncoded(factsCodec, facts, (encoded) => answers.take(facts, encoded));
}

/** A treasury's sums are nobody's: its issuing is public, and bounded by its own keys. */
function sumsOf(
  state: LedgerState,
  owner: number,
  currency: number,
  header: Header,
  rulebook: Rulebook,
): readonly WindowSum[] {
  if (owner < 0) return rulebook.needs.sent.map((hours) => ({ hours, amount: 0n }));
  return sentSums(state, owner, currency, hourOf(header.time), rulebook.needs.sent);
}

function objection(hold: number, decision: Decision): Refusal {
  const { rule, requirements } = decision;
  if (decision.outcome === 'refuse') return refuse('rules-refuse', { hold, rule });
  return refuse('rules-hold', { hold, rule, requirements });
}
