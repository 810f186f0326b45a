import { type Hash, type Lane, type Procedure } from '@tallystick/protocol';
import { type Schedule, later } from './schedule.ts';
import { type Counts, type Members, type Tally, tally } from './tally.ts';

/** What the log says of a proposal; times are those of headers, ms since 1970. */
export interface ProposalRecord {
  readonly id: Hash;
  /** Its place in log order: of two that are decided at one instant, the lower one was first. */
  readonly index: number;
  readonly lane: Lane;
  readonly base: Hash | null;
  readonly from: number;
  readonly until: number | null;
  /** As it was when the proposal was admitted, whatever has become of it. */
  readonly procedure: Procedure;
  readonly schedule: Schedule;
  readonly members: Members;
  readonly counts: Counts;
  readonly withdrawnAt: number | null;
  /** The first word of the office `gates`; later ones do not count. */
  readonly gates: {
    readonly at: number;
    readonly verdict: 'failed' | 'passed' | 'tightens';
  } | null;
  /** When each of the offices that audited and agreed said so. */
  readonly audits: readonly number[];
  /** When the procedure's office approved. */
  readonly approvedAt: number | null;
}

export type Failure =
  | 'no-report'
  | 'gates'
  | 'audits'
  | 'not-approved'
  | 'vote'
  | 'superseded'
  | 'too-soon'
  | 'expired';

/** Where a proposal is by itself; whether others stand in its way, `historyOf` says. */
export type Stage =
  | { readonly kind: 'comment' | 'voting' | 'timelock' | 'withdrawn' }
  /** Decided at that instant, and in force from `opens` on at the earliest. */
  | { readonly kind: 'adopted'; readonly decidedAt: number; readonly opens: number }
  | { readonly kind: 'failed'; readonly reason: Failure; readonly tally: Tally | null };

/**
 * The stage at `time`, that of a header: nothing advances it but the log and the time. What was said
 * later than that changes nothing.
 */
export function stageAt(record: ProposalRecord, time: number): Stage {
  const { withdrawnAt, schedule, lane } = record;
  const isWithdrawn = withdrawnAt !== null && withdrawnAt < schedule.voteFrom;
  if (isWithdrawn && withdrawnAt <= time) return { kind: 'withdrawn' };
  return lane === 'emergency' ? emergencyAt(record, time) : ordinaryAt(record, time);
}

function ordinaryAt(record: ProposalRecord, time: number): Stage {
  const { voteFrom, voteUntil, lockUntil } = record.schedule;
  if (time < voteFrom) return { kind: 'comment' };
  const unready = reportFault(record, voteFrom) ?? auditFault(record, voteFrom);
  if (unready !== undefined) return failed(unready);
  if (time < voteUntil) return { kind: 'voting' };
  const undecided = decisionOf(record);
  if (undecided !== undefined) return undecided;
  if (time < lockUntil) return { kind: 'timelock' };
  return { kind: 'adopted', decidedAt: voteUntil, opens: wholeSecond(lockUntil) };
}

/** How a proposal that came to its vote was turned down; undefined when it was not. */
function decisionOf(record: ProposalRecord): Stage | undefined {
  const { procedure, approvedAt, schedule, members, counts } = record;
  const isApproved = approvedAt !== null && approvedAt < schedule.voteUntil;
  if (procedure.office !== null && !isApproved) return failed('not-approved');
  if (procedure.electorate === null) return undefined;
  const counted = tally(procedure, members, counts);
  return counted.passes ? undefined : failed('vote', counted);
}

function emergencyAt(record: ProposalRecord, time: number): Stage {
  const { approvedAt, gates, schedule, procedure } = record;
  const end = schedule.voteUntil;
  if (procedure.emergencyMs === 0 || procedure.office === null) return failed('not-approved');
  const report = gates !== null && gates.at < end ? gates : null;
  const approval = approvedAt !== null && approvedAt < end ? approvedAt : null;
  if (report !== null && report.at <= time && report.verdict !== 'tightens') return failed('gates');
  if (report !== null && approval !== null) {
    const decidedAt = Math.max(approval, report.at);
    if (decidedAt <= time) return { kind: 'adopted', decidedAt, opens: afterHeader(decidedAt) };
  }
  if (time < end) return { kind: 'voting' };
  return failed(report === null ? 'no-report' : 'not-approved');
}

function reportFault({ gates }: ProposalRecord, by: number): Failure | undefined {
  if (gates === null || gates.at >= by) return 'no-report';
  return gates.verdict === 'failed' ? 'gates' : undefined;
}

function auditFault({ audits, procedure }: ProposalRecord, by: number): Failure | undefined {
  return audits.filter((at) => at < by).length < procedure.audits ? 'audits' : undefined;
}

function failed(reason: Failure, counted: Tally | null = null): Stage {
  return { kind: 'failed', reason, tally: counted };
}

const SECOND_MS = 1000;

/** The first whole second not before: texts say their instants in whole seconds. */
function wholeSecond(instant: number): number {
  return Math.ceil(instant / SECOND_MS) * SECOND_MS;
}

/**
 * The first whole second after a header: payments that were decided under that header, before or
 * after what it decided, were decided by one rulebook.
 */
export function afterHeader(time: number): number {
  return wholeSecond(time + 1);
}

/** When an emergency version that came into force at `from`, a whole second, lapses. */
export function lapseOf(from: number, { emergencyMs }: Procedure): number {
  return Math.floor(later(from, emergencyMs) / SECOND_MS) * SECOND_MS;
}
