import { compile } from '../compile/compile.ts';
import { boundariesOf, momentAt } from '../compile/moment.ts';
import type { RulebookSource } from '../compile/source.ts';
import type { Decision } from '../decision.ts';
import type { Facts } from '../facts/facts.ts';
import { noObjection, type Rulebook } from '../rulebook.ts';
import { equalBytes, type Hash } from '@tallystick/protocol';
import { type Clause, clauseOf } from './clause.ts';
import { may, type MayCondition } from './may.ts';

/** What doing a decision again found. */
export interface Replayed {
  /**
   * `unexplained`: a hold of which nothing more is told, and that public rules do not make; by a list
   * that is not public, a decoy or a fault, and nobody tells which.
   */
  readonly verdict: 'same' | 'differs' | 'unexplained';
  /** What the public rules say of these facts. */
  readonly decision: Decision;
  /** The rule behind the decision that was told. */
  readonly clauses: readonly Clause[];
  /** With all of these nothing public objects; see `MayAnswer`. Empty where that is so, or where nothing helps. */
  readonly conditions: readonly MayCondition[];
}

/** The rulebook of that hash, compiled from its source; undefined where the source is another. */
export function rulebookOf(source: RulebookSource, named: Hash): Rulebook | undefined {
  if (equalBytes(named, noObjection.hash)) return noObjection;
  const compiled = compile(source);
  if (!compiled.ok || !equalBytes(compiled.rulebook.hash, named)) return undefined;
  return compiled.rulebook;
}

/** Decides once more, by the same rules about the same facts, and says what would have helped. */
export function replay(
  source: RulebookSource,
  rulebook: Rulebook,
  facts: Facts,
  told: Decision,
): Replayed {
  const decision = rulebook.decide(facts);
  const { modules } = momentAt(source, boundariesOf(source), facts.time);
  const found =
    told.rule === null ? undefined : clauseOf(told.rule, modules.values(), source.modules);
  return {
    verdict: verdictOf(decision, told),
    decision,
    clauses: found === undefined ? [] : [found],
    conditions: decision.outcome === 'no-objection' ? [] : conditionsOf(source, rulebook, facts),
  };
}

function verdictOf(found: Decision, told: Decision): Replayed['verdict'] {
  const isUnexplained = told.outcome === 'hold' && told.rule === null;
  // Whatever a public rule objects to is told: nothing that is secret stands before it.
  if (isUnexplained && (found.outcome === 'no-objection' || found.rule === null)) {
    return 'unexplained';
  }
  const isSame =
    found.outcome === told.outcome &&
    found.rule === told.rule &&
    found.requirements.length === told.requirements.length &&
    found.requirements.every((one, at) => one === told.requirements[at]);
  return isSame ? 'same' : 'differs';
}

/** What is asked about is one payee; of several, or of anybody within bounds, nothing is said. */
function conditionsOf(
  source: RulebookSource,
  rulebook: Rulebook,
  { currency, amount, sender, receivers, time }: Facts,
): readonly MayCondition[] {
  const [receiver, ...others] = receivers;
  const known = source.currencies.find(({ id }) => equalBytes(id, currency));
  if (receiver?.kind !== 'party' || others.length > 0 || known === undefined) return [];
  const { country: from, tier } = sender;
  const query = { amount, currency: known.code, from, to: receiver.country, tier, time };
  return may(source, rulebook, query).conditions;
}
