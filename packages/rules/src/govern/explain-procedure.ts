import { type Governance, type Matter, type Procedure, type Scope } from '@tallystick/protocol';
import { countOf, percent } from './explain-tally.ts';

/** What a matter, or every module or list, is to people. */
export function explainScope(scope: Scope | Matter): string {
  switch (scope.kind) {
    case 'module':
      return scope.owner === null ? 'the rules of any owner' : `the rules of ${scope.owner}`;
    case 'global':
      return 'the rules for everybody';
    case 'list':
      return scope.name === null ? 'any list' : `the list ${scope.name}`;
    case 'settings':
      return 'the parameters of rules';
    case 'suites':
      return 'the suites of signatures';
    case 'currencies':
      return 'the currencies and their treasuries';
    case 'cosigners':
      return 'the witnesses and validators';
    case 'peers':
      return 'the peers';
    case 'vendors':
      return 'the vendors of voting keys';
    case 'governance':
      return 'the governance itself';
  }
}

/** How a matter is decided, sentence by sentence: the figures stand in the procedure. */
export function explainProcedure(
  { electorates, offices }: Governance,
  procedure: Procedure,
): string[] {
  const { electorate, office, commentMs, voteMs, timelockMs, audits, emergencyMs } = procedure;
  const people = electorate === null ? undefined : electorates[electorate]?.name;
  const approving = office === null ? undefined : offices[office]?.name;
  return [
    whoDecides(people, approving),
    ...(people === undefined ? [] : voteSentences(procedure, people)),
    `There is ${period(commentMs)} to comment, then ${period(voteMs)} to decide${lockText(timelockMs)}.`,
    ...(audits === 0
      ? []
      : [
          `Before that ${countOf(BigInt(audits), 'other office', 'other offices')} must have audited it and agreed.`,
        ]),
    ...(emergencyMs === 0 || approving === undefined
      ? []
      : [
          `In an emergency ${approving} alone can tighten it at once, for ${period(emergencyMs)} at most.`,
        ]),
  ];
}

function whoDecides(people: string | undefined, approving: string | undefined): string {
  if (people === undefined) return `The office ${approving ?? ''} decides.`;
  const voting = `The electorate ${people} votes`;
  return approving === undefined
    ? `${voting}.`
    : `${voting}, and the office ${approving} has to approve.`;
}

function voteSentences(
  { quorumPermille, approvalPermille, vendors }: Procedure,
  people: string,
): string[] {
  return [
    `At least ${percent(quorumPermille)} of ${people} have to take part, and at least ${percent(approvalPermille)} of those who say yes or no have to say yes.`,
    vendors === 0
      ? 'Ballots are signed by devices; no voting key is asked for.'
      : `Ballots need voting keys in attested hardware of at least ${vendors} vendors, and it has to carry without those of any one of them.`,
  ];
}

function lockText(timelockMs: number): string {
  return timelockMs === 0 ? '' : `, and ${period(timelockMs)} more before it can be in force`;
}

const UNITS: readonly (readonly [ms: number, unit: string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** A time in the largest unit that divides it: `3 days`, `36 hours`, `1500 ms`. */
export function period(ms: number): string {
  const fits = UNITS.find(([unitMs]) => ms >= unitMs && ms % unitMs === 0);
  if (fits === undefined) return `${ms} ms`;
  const [unitMs, unit] = fits;
  return countOf(BigInt(ms / unitMs), unit, `${unit}s`);
}
