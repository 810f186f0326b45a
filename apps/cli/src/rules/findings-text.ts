import {
  type Difference,
  type DifferenceReport,
  type Payment,
  printPayment,
  type Report,
  sayClosed,
  sayDifference,
  sayFinding,
  sayUndecided,
} from '@tallystick/rules';
import type { Json } from '../output/answer.ts';

const CHANGES = {
  'newly-refused': 'refused',
  'newly-held': 'held',
  'newly-allowed': 'allowed',
} as const;

/** Findings in sentences, each with a payment that shows it, written as a worked example is. */
export function reportText({ findings, closed, undecided, leftOut }: Report): string {
  const blocks = [
    ...findings.map((finding) => withWitness(sayFinding(finding), finding.witness)),
    ...closed.map(sayClosed),
    ...undecided.map(sayUndecided),
  ];
  if (leftOut > 0) blocks.push(`${leftOut} more of the same kinds are left out.`);
  return blocks.join('\n');
}

function withWitness(sentence: string, witness: Payment | null): string {
  return witness === null ? sentence : `${sentence}\n  for example ${printPayment(witness)}`;
}

export function reportJson({ findings, closed, undecided, leftOut }: Report): {
  readonly [key: string]: Json;
} {
  return {
    findings: findings.map((finding) => ({
      ...finding,
      witness: witnessJson(finding.witness),
      text: sayFinding(finding),
    })),
    closed: closed.map((corridor) => ({ ...corridor, text: sayClosed(corridor) })),
    undecided: undecided.map((one) => ({ ...one, text: sayUndecided(one) })),
    leftOut,
  };
}

function witnessJson(witness: Payment | null): string | null {
  return witness === null ? null : printPayment(witness);
}

/** Each witness as an example line that the new rulebook's author can put into a module. */
export function differenceText({ differences, undecided }: DifferenceReport): string {
  const blocks = differences.map(
    (one) => `${sayDifference(one)}${one.witness === null ? '' : `\n  ${exampleOf(one)}`}`,
  );
  const open = undecided.map(
    ({ kind, rule }) =>
      `Not decided within the steps allowed: whether anything is ${kind.replace('-', ' ')} because of ${rule}.`,
  );
  if (blocks.length === 0 && open.length === 0) return 'No payment is decided differently.';
  return [...blocks, ...open].join('\n');
}

function exampleOf({ kind, witness }: Difference): string {
  return witness === null ? '' : `example ${printPayment(witness)}: ${CHANGES[kind]}`;
}

export function differenceJson({ differences, undecided }: DifferenceReport): {
  readonly [key: string]: Json;
} {
  return {
    differences: differences.map((one) => ({
      kind: one.kind,
      module: one.module,
      rule: one.rule,
      witness: witnessJson(one.witness),
    })),
    undecided: undecided.map((one) => ({ ...one })),
  };
}
