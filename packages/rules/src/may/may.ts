import { toHex } from '@tallystick/protocol';
import { exampleFacts } from '../check/example-facts.ts';
import { groundOf } from '../analyse/desk.ts';
import { applying, governing, type Ground } from '../compile/build-corridor.ts';
import type { RulebookSource } from '../compile/source.ts';
import type { Decision } from '../decision.ts';
import type { Facts, Receiver } from '../facts/facts.ts';
import { MAX_TIER } from '../facts/needs.ts';
import type { Outcome } from '../outcome.ts';
import { printDecimal } from '../print/print-term.ts';
import { treeHash } from '../print/tree-hash.ts';
import type { Rulebook } from '../rulebook.ts';
import { type ExampleFact, type Instant, type Module, nameOf } from '../tree/index.ts';
import { type Clause, clauseOf } from './clause.ts';
import { type CodedCondition, codeOf } from './coded.ts';
import { moneyOf, type OpenFact, openFacts } from './open-facts.ts';
import type { MayQuery } from './query.ts';
import { Proof } from './proof.ts';
import { factOf, findAllowed, needed, only, preferred, startOf, type Taking } from './search.ts';
import { widened } from './widen.ts';
import { sayCondition } from './words.ts';

/** Something that has to be so, and the public code of the rule that objects where it is not. */
export type MayCondition = CodedCondition & {
  readonly words: string;
  readonly rule: string | null;
};

/** An answer to "may I?": plain data, the same for people, programs and pages. */
export interface MayAnswer {
  readonly asked: {
    /** With all decimals, such as `500.00`. */
    readonly amount: string;
    readonly currency: string;
    readonly from: string;
    readonly to: string;
    readonly tier: number;
    readonly time: Instant;
  };
  /**
   * `no`: nothing lifts the objection, or nothing was found within the work that a question may
   * cost, which takes a rulebook that was made for it.
   */
  readonly answer: 'yes' | 'no' | 'yes-if';
  /** Of the rulebook: with nothing known but what was asked, or for `no` with what helps most. */
  readonly outcome: Outcome;
  readonly rule: string | null;
  /**
   * With all of these nothing objects, whatever else is so: that is proven, not tried. A bound of a
   * sum, a count or a figure is exact: beside the other bounds one unit more is too much. Empty
   * unless `yes-if`.
   */
  readonly conditions: readonly MayCondition[];
  /** The rules that the answer rests on; empty for `yes`. */
  readonly rules: readonly Clause[];
  /** What was asked: the modules in force for this payment, in the order in which they decide. */
  readonly modules: readonly {
    readonly name: string;
    readonly version: number;
    readonly since: Instant;
    readonly hash: string;
  }[];
  /** The hash of the whole rulebook. */
  readonly rulebook: string;
}

interface Asking {
  readonly query: MayQuery;
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
}

/**
 * Whether a payment may be made, as far as rules go, decided by the very rulebook that decides it.
 * What the query does not say is unknown: the answer names what would have to be so. The currency
 * has to be one of the source's (`withPlaceholders`). Pure; bounded, whatever the rulebook.
 */
export function may(source: RulebookSource, rulebook: Rulebook, query: MayQuery): MayAnswer {
  const asking = { query, source, rulebook };
  const ground = groundOf(source, query.time);
  const modules = modulesFor(query, ground);
  const open = openFacts(query, modules, source);
  const decide = (taking: Taking): Decision => rulebook.decide(factsOf(asking, taking));
  const allows = (taking: Taking): boolean => decide(taking).outcome === 'no-objection';
  const unknown = open.map(() => undefined);
  const asked = decide(unknown);
  const proof = new Proof({ query, ground, open });
  const helps = (taking: Taking): boolean => proof.isPossible(taking) && allows(taking);
  const found = allows(unknown) ? unknown : findHelp(open, proof, helps);
  if (found === undefined) {
    const told = isCode(asked.rule) ? asked : decide(preferred(open));
    return answerOf(asking, modules, { answer: 'no', decision: told, conditions: [] });
  }
  const taking = widened(needed(found, allows), proof);
  const objecting = { open, decide, proof };
  const conditions = conditionsOf(asking, taking, objecting);
  const answer = conditions.length === 0 ? 'yes' : 'yes-if';
  return answerOf(asking, modules, { answer, decision: asked, conditions });
}

/** Facts with which nothing objects: what helps most often, or else what the analysis has found. */
function findHelp(
  open: readonly OpenFact[],
  proof: Proof,
  helps: (taking: Taking) => boolean,
): Taking | undefined {
  const known = proof.find();
  if (known === null) return undefined;
  // Amounts that no one rate joins are no facts.
  return findAllowed(open, helps) ?? (known !== undefined && helps(known) ? known : undefined);
}

/** A public rule's code, and none of those that rules have together, such as `missing-fact`. */
function isCode(rule: string | null): rule is string {
  return rule !== null && rule === rule.toUpperCase();
}

function modulesFor(query: MayQuery, ground: Ground): Module[] {
  const corridor = { origin: query.from, destination: query.to, currency: query.currency };
  const treaties = governing(ground, corridor);
  return applying(ground, corridor, treaties).map(({ module }) => module);
}

/** The facts of a payment of which this and no more is known: whatever tier the receiver has. */
function factsOf({ query, source, rulebook }: Asking, taking: Taking): Facts {
  const facts: ExampleFact[] = [{ kind: 'tier', of: 'sender', tier: query.tier }];
  for (const taken of taking) if (taken !== undefined) facts.push(factOf(taken));
  const { from: origin, to: destination, time } = query;
  const known = exampleFacts(
    { amount: moneyOf(query, source), origin, destination, facts },
    { needs: rulebook.needs, currencies: source.currencies, from: time },
  );
  const isTierKnown = facts.some((fact) => fact.kind === 'tier' && fact.of === 'receiver');
  return isTierKnown ? known : withEveryTier(known);
}

function withEveryTier(facts: Facts): Facts {
  const [receiver] = facts.receivers as readonly [Receiver];
  const tiers = Array.from({ length: MAX_TIER + 1 }, (_, tier) => tier);
  return {
    ...facts,
    receivers: tiers.map((tier) => ({ ...receiver, tier }) as Receiver),
    lists: facts.lists.map((one) => ({
      ...one,
      receivers: tiers.map(() => one.receivers[0] ?? null),
    })),
  };
}

/** How it is found out which rule objects where a condition is not met. */
interface Objecting {
  readonly open: readonly OpenFact[];
  readonly decide: (taking: Taking) => Decision;
  readonly proof: Proof;
}

function conditionsOf(
  { query, source }: Asking,
  taking: Taking,
  objecting: Objecting,
): MayCondition[] {
  const amount = moneyOf(query, source);
  const conditions = new Map<string, MayCondition>();
  for (const [at, taken] of taking.entries()) {
    if (taken === undefined) continue;
    const coded = codeOf(taken, amount, source.lists);
    const words = sayCondition(coded);
    const rule = objectsTo(othersOf(taking, at, objecting), objecting);
    conditions.set(words, { ...coded, words, rule });
  }
  return [...conditions.values()];
}

/** The rule that objects to one of these; or to one of them with one more fact known. */
function objectsTo(takings: readonly Taking[], { open, decide }: Objecting): string | null {
  for (const taking of takings) {
    const { rule } = decide(taking);
    if (isCode(rule)) return rule;
  }
  for (const taking of takings) {
    for (const [at, { candidates }] of open.entries()) {
      if (taking[at] !== undefined) continue;
      for (const candidate of candidates) {
        const { rule } = decide(taking.with(at, startOf(candidate)));
        if (isCode(rule)) return rule;
      }
    }
  }
  return null;
}

/** Takings that differ in one place, just so much that it should not be allowed. */
function othersOf(taking: Taking, at: number, { open, proof }: Objecting): Taking[] {
  const taken = taking[at];
  const others: Taking[] = [];
  if (taken?.kind === 'range') {
    const { bound, from, to } = taken;
    for (const beyond of [to + 1n, from - 1n]) {
      if (beyond >= bound.low && beyond <= bound.high) {
        const other = taking.with(at, only(bound, beyond));
        others.push(proof.objection(other) ?? other);
      }
    }
  }
  for (const candidate of open[at]?.candidates ?? []) {
    if (candidate.kind === 'plain') others.push(taking.with(at, candidate));
  }
  return [...others, taking.with(at, undefined)];
}

function answerOf(
  { query, source, rulebook }: Asking,
  modules: readonly Module[],
  found: Pick<MayAnswer, 'answer' | 'conditions'> & { readonly decision: Decision },
): MayAnswer {
  const { answer, conditions, decision } = found;
  const codes = [decision.rule, ...conditions.map(({ rule }) => rule)].filter(isCode);
  const { units, decimals, currency } = moneyOf(query, source);
  const { from, to, tier, time } = query;
  return {
    asked: { amount: printDecimal(units, decimals), currency, from, to, tier, time },
    answer,
    outcome: decision.outcome,
    rule: decision.rule,
    conditions,
    rules: [...new Set(codes)]
      .map((code) => clauseOf(code, modules, source.modules))
      .filter((clause) => clause !== undefined),
    modules: modules.map((module) => ({
      name: nameOf(module.owner),
      version: module.version,
      since: module.force.from,
      hash: toHex(treeHash(module)),
    })),
    rulebook: toHex(rulebook.hash),
  };
}
