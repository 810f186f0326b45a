import { type DecisionRecord, encode, type Hash, withEncoded } from '@tallystick/protocol';
import {
  type Decision,
  type Facts,
  factsCodec,
  factsHash,
  MISSING_FACT,
  type Rulebook,
} from '@tallystick/rules';
import { neededExemptions, type Usable, usableExemptions } from '../governance/exemptions.ts';
import { type Refusal, refuse, type Unsaid } from '../refusal/refusal.ts';
import {
  type Asking,
  type Decidable,
  PutFacts,
  type Receiving,
  type Reserved,
} from './put-facts.ts';

/** The rulebook has no objection to any hold of the put. */
export interface Decided {
  readonly ok: true;
  readonly decisions: readonly DecisionRecord[];
  /** Whom the put is for, to be remembered; empty where nobody asks for that. */
  readonly payees: readonly number[];
  /** The terms of intents that it carries out. */
  readonly intents: readonly Hash[];
  /** Exemptions that it needs, each spent with it. */
  readonly exempted: readonly Usable[];
}

export interface DecideInput {
  /** Holds, then raises. */
  readonly items: readonly Decidable[];
  readonly checked: readonly Receiving[];
}

/** Decisions that were taken before admission, elsewhere, about facts as they were expected. */
export interface Answers {
  /**
   * The decision about these very facts, of which `encoded` is the canonical form for the moment;
   * undefined where they are none that were decided.
   */
  take(facts: Facts, encoded: Uint8Array): Taken | undefined;
  /** What transitions before this one are expected to put, and have not yet. */
  ahead(owner: number): Reserved | undefined;
  /** What this put sets aside. */
  puts(owner: number, reserved: Reserved): void;
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

/** Asks the rulebook about each hold and raise, for its whole cap. */
export function decide(asking: Asking, input: DecideInput, deciding: Deciding): Decided | Refusal {
  const { items, checked } = input;
  const { rulebook, answers } = deciding;
  const put = new PutFacts(asking, answers?.ahead(asking.owner));
  const decisions: DecisionRecord[] = new Array(items.length);
  let exempted = NONE_NEEDED;
  let usable = usableExemptions(asking.state, asking.owner, asking.header.time);
  for (let index = 0; index < items.length; index += 1) {
    const [item, receiving] = [items[index] as Decidable, checked[index] as Receiving];
    const plain = put.of(item, receiving);
    const needed = needs(asking, item, receiving, plain, usable);
    const facts = needed.length === 0 ? plain : { ...plain, exempt: needed.map(ruleOf) };
    if (needed.length > 0) {
      usable = usable.filter((one) => !needed.includes(one));
      exempted = [...exempted, ...needed];
    }
    const taken = take(facts, deciding);
    if (taken === undefined) return UNDECIDED;
    const { decision } = taken;
    if (decision.outcome !== 'no-objection') {
      const about = { rulebook: rulebook.hash, item: index, facts: encode(factsCodec, facts) };
      return objection(about, decision, unsaidOf(facts, decision));
    }
    decisions[index] = { rulebook: rulebook.hash, facts: taken.facts };
    put.reserve(item, receiving);
  }
  answers?.puts(asking.owner, put.reserved);
  return { ok: true, decisions, payees: put.reserved.payees, intents: put.intents, exempted };
}

const NONE_NEEDED: readonly Usable[] = [];

function ruleOf({ exemption }: Usable): string {
  return exemption.rule;
}

function needs(
  { state, rulebook }: Asking,
  { currency, cap }: Decidable,
  { payees }: Receiving,
  facts: Facts,
  usable: readonly Usable[],
): readonly Usable[] {
  if (usable.length === 0) return usable;
  const payee = payees.length === 1 ? (payees[0] as number) : -1;
  return neededExemptions(state, usable, { currency, cap, payee }, facts, rulebook);
}

function take(facts: Facts, { rulebook, answers }: Deciding): Taken | undefined {
  if (answers === null) return { decision: rulebook.decide(facts), facts: factsHash(facts) };
  return withEncoded(factsCodec, facts, (encoded) => answers.take(facts, encoded));
}

/** What could be said for a fact not to be missing; nothing of a hold that nobody explains. */
function unsaidOf({ purpose, receivers }: Facts, { rule }: Decision): readonly Unsaid[] {
  if (rule !== MISSING_FACT) return [];
  const unsaid: Unsaid[] = purpose === null ? ['purpose'] : [];
  return receivers.some(({ kind }) => kind === 'bounds') ? [...unsaid, 'receiver'] : unsaid;
}

function objection(
  objected: NonNullable<Refusal['objected']>,
  decision: Decision,
  unsaid: readonly Unsaid[],
): Refusal {
  const { rule, requirements } = decision;
  const { item: hold } = objected;
  const refusal =
    decision.outcome === 'refuse'
      ? refuse('rules-refuse', { hold, rule })
      : refuse('rules-hold', { hold, rule, requirements, unsaid });
  return { ...refusal, objected };
}
