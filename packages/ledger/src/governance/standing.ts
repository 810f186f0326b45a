import type { Matter } from '@tallystick/protocol';
import {
  type History,
  historyOf,
  type ProposalRecord,
  type Stage,
  stageAt,
} from '@tallystick/rules';
import type { Governing, Numbered } from './governing.ts';
import { recordOf } from './proposal-state.ts';

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

/** The versions of a matter, under a header of that time. */
export function historyAt(governing: Governing, matter: Matter, time: number): History {
  return historyOf(recordsOf(governing, matter), time);
}

/** What is open or has carried of a matter. */
export function recordsOf(governing: Governing, matter: Matter): ProposalRecord[] {
  return governing.kept(matter).map(({ proposal, number }) => recordOf(proposal, number));
}
