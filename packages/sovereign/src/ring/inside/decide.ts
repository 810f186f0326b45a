import {
  type Decision,
  type Facts,
  type Instruction,
  type Label,
  Labelled,
  type Rulebook,
  apply,
  declassify,
} from '@tallystick/rules';
import { isDecision } from '../messages.ts';
import type { Decoys } from './decoys.ts';
import { type Corridor, isWatched } from './watched.ts';

/** What is decided with, besides facts. All of it stays in the ring. */
export interface Secrets {
  readonly watched: Labelled<readonly Corridor[]>;
  readonly decoys: Labelled<Decoys>;
}

/** A hold of which nothing more is told: by a list, as a decoy, or because nobody could decide. */
const UNEXPLAINED: Decision = { outcome: 'hold', rule: null, requirements: [] };

type Decide = Instruction<
  [readonly Facts[], Rulebook, readonly Corridor[], Decoys],
  readonly Decision[]
>;

const decideAll: Decide = {
  label: { clearance: 2, integrity: 2 },
  run: (facts, rulebook, watched, decoys) =>
    facts.map((one) => {
      try {
        const decision = decideOne(one, rulebook, watched, decoys);
        return isDecision(decision) ? decision : UNEXPLAINED;
      } catch {
        return UNEXPLAINED; // a fault of ours: unknown is not yes, and concerns this one alone
      }
    }),
};

function decideOne(
  facts: Facts,
  rulebook: Rulebook,
  watched: readonly Corridor[],
  decoys: Decoys,
): Decision {
  const decision = rulebook.decide(facts);
  if (decision.outcome !== 'no-objection') return decision;
  const isHeld = watched.some((corridor) => isWatched(facts, corridor));
  // Both are looked at, whatever the first says.
  const isDecoy = decoys.holds(facts);
  return isHeld || isDecoy ? UNEXPLAINED : decision;
}

/**
 * Decides about facts by a rulebook and what nobody outside knows; an answer leaves only in the
 * form of one. What cannot be decided is held.
 */
export function decideFacts(
  facts: readonly Facts[],
  label: Label,
  rulebook: Labelled<Rulebook>,
  { watched, decoys }: Secrets,
): readonly Decision[] {
  const decided = apply(decideAll, new Labelled(facts, label), rulebook, watched, decoys);
  const decisions = decided && declassify(decided, areDecisions);
  return decisions ?? facts.map(() => UNEXPLAINED);
}

function areDecisions(value: readonly Decision[]): value is readonly Decision[] {
  return value.every(isDecision);
}
