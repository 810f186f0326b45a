import type { Header } from '@tallystick/protocol';
import { VERIFIED } from '../admit/check-signatures.ts';
import { decidingRulebook } from '../governance/deciding.ts';
import { holdEverything } from '../governance/rules-at.ts';
import { type Admission, Admitting, type Bench } from './admission.ts';
import type { Pending } from './pending.ts';
import type { DecisionRing, Questions } from './questions.ts';

/** Questions about everything that is left; then one put at a time, so that each says more. */
const WIDE_ROUNDS = 4;

export interface Round {
  readonly ring: DecisionRing;
  readonly questions: Questions;
  /** Transitions may have entered the state; throws when the ledger has failed meanwhile. */
  readonly onEntered: (admitting: Admitting) => void;
}

/**
 * Admits in order what a ring decides. The facts of all puts are one question, as if each of them
 * were admitted. Where admission comes to other facts than were decided, because of what happened to
 * a transition before, it stops and asks again about the rest. What nobody decides is refused as
 * `unavailable`, with everything after it: it may build on it.
 */
export async function admitDecided(
  bench: Bench,
  pending: readonly Pending[],
  header: Header,
  { ring, questions, onEntered }: Round,
): Promise<Admission> {
  const { state } = bench;
  const admitting = new Admitting(bench, pending, header, VERIFIED);
  const rulebook = decidingRulebook(state, bench.rulebook);
  if (rulebook.rulebook === holdEverything) {
    // No text, which a ring could be given.
    admitting.run(null);
    onEntered(admitting);
    return admitting.finish();
  }
  for (let round = 0; admitting.next < pending.length; round += 1) {
    const first = admitting.next;
    const from = { state, pending, header, rulebook };
    const question = questions.gather(from, first, round >= WIDE_ROUNDS);
    const isAnswered = await ask(ring, question, questions);
    if (isAnswered) {
      admitting.run(questions);
      ring.taken?.(questions.taken);
    } else while (admitting.next < pending.length) admitting.pass();
    // Asked about its facts as they are now, and not answered: it never will be.
    if (admitting.next === first) admitting.pass();
    onEntered(admitting);
  }
  return admitting.finish();
}

async function ask(
  ring: DecisionRing,
  question: ReturnType<Questions['gather']>,
  questions: Questions,
): Promise<boolean> {
  try {
    if (question.count === 0) questions.answered([]);
    else questions.answered(await ring.decide(question));
    return true;
  } catch {
    return false; // whoever keeps the ring has said why
  }
}
