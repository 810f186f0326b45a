import type { ProposalShown } from '../sovereign/answers.ts';

/** A part of a proposal's way, and when it ends; of `active` when it begins. Null: nobody knows yet. */
export interface Step {
  readonly name: 'comment' | 'voting' | 'timelock' | 'active';
  readonly at: number | null;
  readonly state: 'past' | 'now' | 'later' | 'none';
}

/** What has to happen next, by whom and until when. */
export type Need =
  | { readonly kind: 'gates' | 'votes' | 'comments'; readonly until: number }
  | { readonly kind: 'audits'; readonly left: number; readonly until: number }
  | { readonly kind: 'approval'; readonly office: string; readonly until: number }
  | { readonly kind: 'ends' | 'waits' | 'opens'; readonly until: number }
  | { readonly kind: 'in-force' | 'withdrawn' }
  | { readonly kind: 'failed'; readonly reason: string };

type Standing = Pick<ProposalShown, 'lane' | 'stage' | 'schedule' | 'procedure' | 'offices'>;

/** A proposal's way from comments to force. An emergency has no comments, no vote and no waiting. */
export function stepsOf({ lane, stage, schedule }: Standing, time: number): Step[] {
  const isOver = stage.kind === 'failed' || stage.kind === 'withdrawn';
  const decided = stage.kind === 'adopted';
  const parts: readonly Omit<Step, 'state'>[] =
    lane === 'emergency'
      ? [{ name: 'voting', at: schedule.voteUntil }]
      : [
          { name: 'comment', at: schedule.voteFrom },
          { name: 'voting', at: schedule.voteUntil },
          { name: 'timelock', at: schedule.lockUntil },
        ];
  const now = parts.find(({ name }) => name === stage.kind);
  const before = parts.map((part): Step => {
    if (isOver) return { ...part, state: 'none' };
    const isPast = decided || (now !== undefined && parts.indexOf(part) < parts.indexOf(now));
    return { ...part, state: isPast ? 'past' : part === now ? 'now' : 'later' };
  });
  const isActive = stage.opens !== null && stage.opens <= time;
  const state = isOver ? 'none' : isActive ? 'past' : decided ? 'now' : 'later';
  return [...before, { name: 'active', at: stage.opens, state }];
}

/** Everything that is needed next; whoever reads it knows whether it is on them. */
export function needsOf(proposal: Standing, time: number): Need[] {
  const { stage, schedule, lane } = proposal;
  switch (stage.kind) {
    case 'comment':
      return commentNeeds(proposal);
    case 'voting':
      return votingNeeds(proposal, lane === 'emergency');
    case 'timelock':
      return [{ kind: 'waits', until: schedule.lockUntil }];
    case 'adopted':
      return stage.opens !== null && stage.opens > time
        ? [{ kind: 'opens', until: stage.opens }]
        : [{ kind: 'in-force' }];
    case 'withdrawn':
      return [{ kind: 'withdrawn' }];
    case 'failed':
      return [{ kind: 'failed', reason: stage.reason ?? '' }];
  }
}

function commentNeeds({ offices, procedure, schedule }: Standing): Need[] {
  const until = schedule.voteFrom;
  const needs: Need[] = [];
  if (!offices.some(({ said }) => said === 'gates')) needs.push({ kind: 'gates', until });
  const agreed = offices.filter(({ said, agrees }) => said === 'audit' && agrees === true).length;
  const left = procedure.audits - agreed;
  if (left > 0) needs.push({ kind: 'audits', left, until });
  return needs.length > 0 ? needs : [{ kind: 'comments', until }];
}

function votingNeeds({ offices, procedure, schedule }: Standing, isEmergency: boolean): Need[] {
  const until = schedule.voteUntil;
  const needs: Need[] = [];
  if (isEmergency && !offices.some(({ said }) => said === 'gates')) {
    needs.push({ kind: 'gates', until });
  }
  const { office, electorate } = procedure;
  const isApproved = offices.some((one) => one.said === 'approved' && one.office === office);
  if (office !== null && !isApproved) needs.push({ kind: 'approval', office, until });
  if (!isEmergency && electorate !== null) needs.push({ kind: 'votes', until });
  return needs.length > 0 ? needs : [{ kind: 'ends', until }];
}
