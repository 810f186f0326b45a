import { hash, toHex } from '@tallystick/protocol';
import * as fc from 'fast-check';
import { may, type MayAnswer } from '../may/may.ts';
import { facts, rulebookOf, source, START, WORLD } from './rulebooks.ts';

const RULEBOOKS = 100;
/** To be decided, with all facts that a ledger may have, by each rulebook. */
const DECIDED = 100;
/** To be asked about, of which little is known. */
const ASKED = 15;
const SEED = 7;

const query = fc.record({
  amount: fc.bigInt({ min: 1n, max: 400n }),
  currency: fc.constantFrom('HRB', 'EUR'),
  from: fc.constantFrom(...WORLD),
  to: fc.constantFrom(...WORLD),
  tier: fc.nat({ max: 3 }),
  time: fc.nat({ max: 9 * 24 }).map((hour) => START + hour * 3_600_000),
});
const given = fc.tuple(
  source,
  fc.array(facts, { minLength: DECIDED, maxLength: DECIDED }),
  fc.array(query, { minLength: ASKED, maxLength: ASKED }),
);

/** What rules answered, wherever this runs. */
export interface Answered {
  /** One for each rulebook: a hash of all its decisions and answers, word for word. */
  readonly hashes: readonly string[];
  readonly decided: number;
  readonly answers: Readonly<Record<MayAnswer['answer'], number>>;
}

/** Ten thousand decisions about generated payments, and "may I?" asked about some more. */
export function answered(): Answered {
  const answers = { yes: 0, no: 0, 'yes-if': 0 };
  let decided = 0;
  const hashes = fc.sample(given, { seed: SEED, numRuns: RULEBOOKS }).map(([book, many, asked]) => {
    const rulebook = rulebookOf(book);
    const decisions = many.map((one) => rulebook.decide(one));
    decided += decisions.length;
    const said = asked.map((one) => {
      const answer = may(book, rulebook, one);
      answers[answer.answer] += 1;
      return answer;
    });
    const text = JSON.stringify([decisions, said]);
    return toHex(hash('record', new TextEncoder().encode(text)));
  });
  return { hashes, decided, answers };
}
