import { stageAt } from '@tallystick/rules';
import { timeText } from '@tallystick/wallet';
import { refused } from '../stop.ts';
import { type ProposalBody, recordOf } from './read-proposals.ts';

type StageKind = ProposalBody['stage']['kind'];

/**
 * Ends the command where the proposal is not in the stage that the statement is for: a ledger would refuse it, and the wallet
 * would wait until that is stale. By the newest header, or this machine's clock where that is later.
 */
export function requireStage(body: ProposalBody, time: number, wanted: StageKind): void {
  const { kind } = stageAt(recordOf(body), Math.max(time, Date.now()));
  if (kind === wanted) return;
  const { name, schedule } = body;
  const isEarly = kind === 'comment' && wanted === 'voting';
  const message = isEarly
    ? `${name} is open for comments until ${timeText(schedule.voteFrom)}: give the same command again from then on.`
    : `${name} is in the stage ${kind}, and this has its place in the stage ${wanted}.`;
  throw refused({ code: 'wrong-stage', message, data: { stage: kind, ...schedule } });
}
