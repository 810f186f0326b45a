import { equalBytes, type Hash } from '@tallystick/protocol';
import { type Facts, factsHash } from '@tallystick/rules';

/** One way in which facts may have been otherwise than they are taken to be. */
export type Change = (facts: Facts) => Facts;

/** As many as are hashed in well under a second. */
const MOST_TRIED = 8192;

/**
 * The facts of that hash, among those that `best` and its alternatives give: of each list of changes at
 * most one is made, in the order of the lists, and the first lists are tried out first. Whoever has the
 * hash of what was decided about sees whether these are all of the facts. Undefined where none fits.
 */
export function fitFacts(
  hash: Hash,
  best: Facts,
  alternatives: readonly (readonly Change[])[],
): Facts | undefined {
  const most = alternatives.reduce((product, { length }) => product * (length + 1), 1);
  for (let which = 0; which < Math.min(most, MOST_TRIED); which += 1) {
    let facts = best;
    let rest = which;
    for (const changes of alternatives) {
      const at = rest % (changes.length + 1);
      rest = Math.floor(rest / (changes.length + 1));
      facts = changes[at - 1]?.(facts) ?? facts;
    }
    if (equalBytes(factsHash(facts), hash)) return facts;
  }
  return undefined;
}
