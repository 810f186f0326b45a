import { toHex } from '@tallystick/protocol';
import { historyOf, period, versionAt } from '@tallystick/rules';
import { timeText } from '@tallystick/wallet';
import { type AlarmBody, alarmLines } from './alarm-text.ts';
import { columns } from '../output/columns.ts';
import { type ProposalBody, type ShadowBody, recordOf } from './read-proposals.ts';

/** Why a proposal did not come into force, in words. */
const REASONS: Readonly<Record<string, string>> = {
  'no-report': 'the gates had not reported when the vote was to begin',
  gates: 'the gates refused it',
  audits: 'too few offices had audited it and agreed',
  'not-approved': 'its office did not approve in time',
  vote: 'the vote did not carry',
  superseded: 'another version had been decided before it',
  'too-soon': 'an emergency had only just been over',
  expired: 'its time was over before it could be in force',
};

/** In one line: where a proposal is. */
export function stageText(body: ProposalBody, all: readonly ProposalBody[], time: number): string {
  const { stage, schedule } = body;
  switch (stage.kind) {
    case 'comment':
      return `open for comments until ${whenText(schedule.voteFrom, time)}`;
    case 'voting':
      return `being decided until ${whenText(schedule.voteUntil, time)}`;
    case 'timelock':
      return `adopted, in force from ${whenText(stage.opens ?? schedule.lockUntil, time)}`;
    case 'withdrawn':
      return 'withdrawn by its author';
    case 'failed':
      return `failed: ${REASONS[stage.reason ?? ''] ?? stage.reason ?? 'it is not told why'}`;
    case 'adopted':
      return adoptedText(body, all, time);
  }
}

function adoptedText(body: ProposalBody, all: readonly ProposalBody[], time: number): string {
  const { opens } = body.stage;
  if (opens === null || opens > time)
    return `adopted, in force from ${whenText(opens ?? body.from, time)}`;
  const rivals = all.filter(({ matter }) => matter === body.matter).map(recordOf);
  const current = versionAt(historyOf(rivals, time), time);
  const isCurrent = current !== undefined && toHex(current.proposal) === body.id;
  return isCurrent
    ? `in force since ${timeText(opens)}`
    : `was in force from ${timeText(opens)}, and is no more`;
}

/** An instant, and how far it is from the newest header. */
function whenText(instant: number, time: number): string {
  const seconds = Math.ceil(Math.abs(instant - time) / 1000);
  const left = period(roughly(seconds) * 1000);
  return `${timeText(instant)} (${instant >= time ? `in ${left}` : `${left} ago`})`;
}

const ROUNDED: readonly (readonly [from: number, to: number])[] = [
  [2 * 86_400, 86_400],
  [2 * 3600, 3600],
  [120, 60],
];

/** Days, hours or minutes are enough where there are several of them. */
function roughly(seconds: number): number {
  const [, unit] = ROUNDED.find(([least]) => seconds >= least) ?? [0, 1];
  return Math.round(seconds / unit) * unit;
}

/** Who has to do what now, a line each. `dir`: the wallet to type. */
export function nextSteps(body: ProposalBody, dir: string): string[] {
  const { stage, name, procedure, offices, lane } = body;
  const isOpen = stage.kind === 'comment' || stage.kind === 'voting';
  if (!isOpen) return [];
  const steps: string[] = [];
  if (!offices.some(({ said }) => said === 'gates')) {
    steps.push(
      `The gates have not reported: whoever proposed it gives the same \`tally rules propose\` again, before ${timeText(body.schedule.voteFrom)}.`,
    );
  }
  const agreed = offices.filter(({ said, agrees }) => said === 'audit' && agrees === true).length;
  if (agreed < procedure.audits && stage.kind === 'comment') {
    steps.push(
      `${agreed} of ${procedure.audits} audits: other offices say theirs with tally rules approve ${dir} ${name} --audit agrees --office NAME`,
    );
  }
  const isApproved = offices.some(({ said }) => said === 'approved');
  const { voteFrom, voteUntil } = body.schedule;
  const begins = stage.kind === 'voting' ? '' : `from ${timeText(voteFrom)} on, `;
  if (procedure.office !== null && !isApproved) {
    steps.push(
      `The office ${procedure.office} has to approve, ${begins}before ${timeText(voteUntil)}: tally rules approve ${dir} ${name} --key FILE`,
    );
  }
  if (procedure.electorate !== null && lane === 'ordinary') {
    steps.push(
      `Whoever is in ${procedure.electorate} votes, ${begins}before ${timeText(voteUntil)}: tally rules vote ${dir} ${name} yes|no|abstain`,
    );
  }
  return steps;
}

/** Everything about one proposal. */
export function proposalText(
  body: ProposalBody,
  {
    all,
    time,
    dir,
    shadow,
    alarms,
  }: {
    all: readonly ProposalBody[];
    time: number;
    dir: string;
    shadow: ShadowBody | null;
    alarms: readonly AlarmBody[];
  },
): string {
  const gates = body.offices.find(({ said }) => said === 'gates');
  const rows = [
    ['Proposal', body.id],
    ['About', body.matter],
    ['Lane', body.lane],
    ['In force', datesText(body)],
    ['Gates', gates === undefined ? 'have not reported' : gatesText(gates.verdict)],
    ...(shadow === null ? [] : [['Shadow run', shadowText(shadow)]]),
    ...alarmLines(body, alarms).map((line) => ['Alarm', line]),
  ];
  const counted = body.tally !== null && body.stage.kind !== 'comment' ? body.tally.words : [];
  return [
    `${body.name}: ${stageText(body, all, time)}`,
    columns(rows, []),
    ...body.procedure.words,
    // While the vote is open nothing is decided yet.
    ...(body.stage.kind === 'voting' ? ['So far:', ...counted.slice(1)] : counted),
    ...nextSteps(body, dir),
  ].join('\n');
}

/** As it was proposed until it is adopted; then when that really was. */
function datesText({ from, until, stage }: ProposalBody): string {
  const isAdopted = stage.kind === 'adopted' || stage.kind === 'timelock';
  const begins = isAdopted ? (stage.opens ?? from) : from;
  const dates = `from ${timeText(begins)}${until === null ? '' : ` until ${timeText(until)}`}`;
  return isAdopted ? dates : `${dates}, if it is adopted by then`;
}

export function gatesText(verdict: 'failed' | 'passed' | 'tightens' | null): string {
  if (verdict === 'failed') return 'found mistakes: it cannot come into force';
  return verdict === 'tightens' ? 'passed, and permits nothing anew' : 'passed';
}

/** In one line: what it would have changed, as far as that is told. */
function shadowText({ payments, changes }: ShadowBody): string {
  if (payments === 0) return 'too few payments were decided lately to tell anything';
  if (changes.length === 0) return `of the last ${payments} payments about none would differ`;
  const told = changes.map(
    ({ change, rule, count }) => `${count} ${change.replace('-', ' ')} (${rule})`,
  );
  return `of the last ${payments} payments at least ${told.join(', ')}`;
}

/** All proposals, what is open first. */
export function listText(all: readonly ProposalBody[], time: number): string {
  if (all.length === 0) return 'Nothing has been proposed yet.';
  const isOver = ({ stage }: ProposalBody): boolean =>
    stage.kind === 'failed' || stage.kind === 'withdrawn';
  const sorted = [...all.filter((one) => !isOver(one)), ...all.filter(isOver)];
  return columns(
    sorted.map((one) => [one.name, one.id.slice(0, 12), stageText(one, all, time)]),
    [],
  );
}
