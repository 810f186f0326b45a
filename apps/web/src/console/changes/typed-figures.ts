import type { FiguresTyped } from '../../drafting/changes/messages.ts';

const UNITS = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 } as const;

export type Unit = keyof typeof UNITS;
export const UNIT_NAMES = Object.keys(UNITS) as readonly Unit[];

/** A time as somebody types it. */
export interface PeriodTyped {
  readonly count: string;
  readonly unit: Unit;
}

/** Figures as somebody types them: shares in percent. */
export interface FiguresText {
  readonly approval: string;
  readonly quorum: string;
  readonly comment: PeriodTyped;
  readonly vote: PeriodTyped;
  readonly timelock: PeriodTyped;
}

const SHARE = /^(\d{1,3})(?:[.,](\d))?$/;
const COUNT = /^\d{1,9}$/;

/** Figures in the words in which they can be typed again. */
export function textOf(figures: FiguresTyped): FiguresText {
  const { approvalPermille, quorumPermille, commentMs, voteMs, timelockMs } = figures;
  return {
    approval: shareText(approvalPermille),
    quorum: shareText(quorumPermille),
    comment: periodText(commentMs),
    vote: periodText(voteMs),
    timelock: periodText(timelockMs),
  };
}

/** What was typed of them; what is no figure is NaN, and refused by the process that drafts. */
export function figuresOf(typed: Partial<FiguresText>): Partial<FiguresTyped> {
  const { approval, quorum, comment, vote, timelock } = typed;
  return {
    ...(approval === undefined ? {} : { approvalPermille: permilleOf(approval) }),
    ...(quorum === undefined ? {} : { quorumPermille: permilleOf(quorum) }),
    ...(comment === undefined ? {} : { commentMs: msOf(comment) }),
    ...(vote === undefined ? {} : { voteMs: msOf(vote) }),
    ...(timelock === undefined ? {} : { timelockMs: msOf(timelock) }),
  };
}

function shareText(permille: number): string {
  const whole = Math.floor(permille / 10);
  return permille % 10 === 0 ? String(whole) : `${whole}.${permille % 10}`;
}

function permilleOf(text: string): number {
  const [, whole, tenth = '0'] = SHARE.exec(text.trim()) ?? [];
  return whole === undefined ? Number.NaN : Number(whole) * 10 + Number(tenth);
}

/** In the largest unit that it is a whole number of; less than a second is shown as it cannot be typed. */
function periodText(ms: number): PeriodTyped {
  const unit = UNIT_NAMES.find((one) => ms % UNITS[one] === 0) ?? 'second';
  return { count: String(ms / UNITS[unit]), unit };
}

function msOf({ count, unit }: PeriodTyped): number {
  return COUNT.test(count.trim()) ? Number(count) * UNITS[unit] : Number.NaN;
}
