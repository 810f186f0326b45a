import type { Matter } from '@tallystick/protocol';
import {
  type History,
  historyOf,
  plan,
  postpone,
  type ProposalRecord,
  type Stage,
  stageAt,
} from '@tallystick/rules';
import type { Governing, Numbered } from './governing.ts';
import { type ProposalState, recordOf } from './proposal-state.ts';

/** Where a proposal is by itself, under a header of that time. */
export function stageOf({ number, proposal }: Numbered, time: number): Stage {
  return stageAt(recordOf(proposal, number), time);
}

/** Whether nothing can be said about it any more that would change what comes of it. */
export function isOver(numbered: Numbered, time: number): boolean {
  const stage = stageOf(numbered, time);
  if (stage.kind === 'adopted' || stage.kind === 'failed') return true;
  // It counts as open until then: else whoever withdraws could propose without end.
  return stage.kind === 'withdrawn' && time >= numbered.proposal.schedule.voteFrom;
}

/**
 * The versions of a matter, under a header of that time: the newest one, or an earlier one, with what
 * was known then.
 */
export function historyAt(governing: Governing, matter: Matter, time: number): History {
  const later = governing.closures.filter(({ until }) => until > time);
  if (later.length === 0) return historyOf(recordsOf(governing, matter), time);
  const records = governing.kept(matter).flatMap(({ proposal, number }) => {
    if (proposal.admittedAt > time) return [];
    return [recordOf({ ...proposal, ...asOf(proposal, governing, time) }, number)];
  });
  return historyOf(records, time);
}

/** What is open or has carried of a matter. */
export function recordsOf(governing: Governing, matter: Matter): ProposalRecord[] {
  return governing.kept(matter).map(({ proposal, number }) => recordOf(proposal, number));
}

/** A schedule as the closures had it that were logged by then. */
function asOf(
  { admittedAt, procedure, lane }: ProposalState,
  { closures }: Governing,
  time: number,
): Pick<ProposalState, 'schedule'> {
  let schedule = plan(admittedAt, procedure, lane);
  for (const closure of closures) {
    // One may go on from another, at a header under which something was said.
    const from = Math.max(closure.from, admittedAt);
    const until = Math.min(closure.until, time);
    if (from < until) schedule = postpone(schedule, { from, until });
  }
  return { schedule };
}
