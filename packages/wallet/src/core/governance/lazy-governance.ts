import type { Clock } from '../ports.ts';
import type { Context } from '../context.ts';
import { type Run, behind } from '../offline/lazy-offline.ts';
import { type Outcome, failed } from '../outcome.ts';
import type * as door from './door.ts';
import type { GatesPatience, GatesWord, GatesWork, Governance } from './governance-types.ts';

type Door = typeof door;

/** The gates of five thousand rules take ten seconds, and others may be before. */
const PATIENCE_MS = 300_000;
const PAUSE_MS = 1000;
/** The gates of a whole rulebook, and of all that may wait before it, are over by then. */
const AT_WORK_MS = 3_600_000;

/** What an identity says about rules; what says it is loaded with the first call. */
export function lazyGovernance(run: Run, clock: Clock): Governance {
  const through = behind<Door>(run, () => import('./door.ts'));
  const there = <T>(work: (from: Door, context: Context) => Promise<T>): Promise<Outcome<T>> =>
    through(work, true);
  return {
    propose: (request, tell = () => undefined) =>
      there((from, context) => from.propose(context, request, tell)),
    withdraw: (proposal) => there((from, context) => from.withdraw(context, proposal)),
    vote: (request) => there((from, context) => from.vote(context, request)),
    askForVotingKey: () => there((from, context) => from.askForVotingKey(context)),
    registerVotingKey: (request, created) =>
      there((from, context) => from.registerVotingKey(context, request, created)),
    askForAssertion: (ballot, credentialId) =>
      there((from, context) => from.askForAssertion(context, ballot, credentialId)),
    gates: (proposal, patience = {}) =>
      untilDone(clock, patience, () =>
        patiently(clock, () => through((from, context) => from.askGates(context, proposal), false)),
      ),
    carry: (word) => there((from, context) => from.carry(context, word)),
    said: () => through((from, context) => from.listOwnWords(context), false),
    appeal: (decision, note) => there((from, context) => from.appeal(context, decision, note)),
  };
}

/** Asks again while the gates are at work. The wallet does other things between. */
async function untilDone(
  clock: Clock,
  { tell = () => undefined, signal }: GatesPatience,
  ask: () => Promise<Outcome<GatesWord | GatesWork | null>>,
): Promise<Outcome<GatesWord | null>> {
  const since = clock.now();
  for (;;) {
    const answer = await ask();
    if (!answer.ok) return answer;
    const { value } = answer;
    if (value === null || !('before' in value)) return { ok: true, value };
    tell(value);
    if (signal?.aborted === true || clock.now() - since > AT_WORK_MS) {
      const message = 'The gates are still at work on it. Ask again later: they go on meanwhile.';
      return failed('unreachable', 'gates-at-work', message, { ...value });
    }
    await clock.sleep(PAUSE_MS, signal);
  }
}

/** Asks again while the node answers that it is busy; where nothing answers, waiting is no use. The wallet does other things between. */
async function patiently<T>(clock: Clock, ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const since = clock.now();
  for (;;) {
    const answer = await ask();
    if (answer.ok || answer.failure.code !== 'no-answer') return answer;
    const isBusy = typeof answer.failure.data['status'] === 'number';
    if (!isBusy || clock.now() - since > PATIENCE_MS) return answer;
    await clock.sleep(PAUSE_MS);
  }
}
