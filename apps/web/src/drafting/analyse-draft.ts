import { type Lane, type Matter, toHex } from '@tallystick/protocol';
import {
  type ClosedCorridor,
  DEFAULT_STEPS,
  type GateFinding,
  type GateMistake,
  analyse,
  nameOf,
  parse,
  runGates,
  shadowSource,
} from '@tallystick/rules';
import { type Ground, gatesGround, proposalOf } from './ground.ts';

/** A draft as it would be proposed. */
export interface Proposable {
  readonly matter: Matter;
  /** The proposal whose version it replaces. */
  readonly base: string | null;
  /** The text without comments, as it is printed. */
  readonly content: Uint8Array;
  readonly from: number;
  readonly until: number | null;
  readonly lane: Lane;
}

/** What the gates would say of a draft, were it proposed now, and what else the analysis finds. */
export interface Analysed {
  readonly verdict: 'failed' | 'passed' | 'tightens';
  readonly mistakes: readonly GateMistake[];
  /** How many worked examples came out as they say. */
  readonly examples: number;
  readonly findings: readonly GateFinding[];
  readonly differences: readonly GateFinding[];
  readonly overruled: readonly GateFinding[];
  readonly undecided: readonly GateFinding[];
  /** Corridors in which nothing is free of objections by its rules. */
  readonly closed: readonly ClosedCorridor[];
  readonly leftOut: number;
  readonly proposal: Proposable;
}

/** Undefined where the text cannot be read at all. Seconds of work for a large rulebook. */
export function analyseDraft(text: string, lane: Lane, ground: Ground): Analysed | undefined {
  const { tree, mistakes } = parse(text);
  if (tree === null || mistakes.list.length > 0) return undefined;
  const proposal = proposalOf(tree, lane, ground);
  const report = runGates(proposal, gatesGround(ground, proposal.matter), DEFAULT_STEPS);
  const { verdict, examples, findings, differences, overruled, undecided, leftOut } = report;
  const base = { verdict, mistakes: report.mistakes, examples, findings, differences };
  const closed = report.mistakes.length === 0 ? closedBy(ground, proposal) : [];
  const isOwn = ({ module }: ClosedCorridor): boolean =>
    tree.kind === 'module' && module === nameOf(tree.owner);
  const proposable = { ...proposal, base: proposal.base && toHex(proposal.base) };
  const own = closed.filter(isOwn);
  return { ...base, overruled, undecided, leftOut, closed: own, proposal: proposable };
}

function closedBy(
  { source, time }: Ground,
  { matter, content, from }: ReturnType<typeof proposalOf>,
): readonly ClosedCorridor[] {
  const at = Math.max(from, wholeSecond(time));
  const after = shadowSource(source, matter, content, at);
  return after === undefined ? [] : analyse(after, at, DEFAULT_STEPS).closed;
}

const SECOND_MS = 1000;

/** Rules begin at whole seconds. */
export function wholeSecond(time: number): number {
  return Math.ceil(time / SECOND_MS) * SECOND_MS;
}
