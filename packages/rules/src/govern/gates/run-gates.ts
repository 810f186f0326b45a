import { contentHash, isStructured } from '@tallystick/protocol';
import { analyse } from '../../analyse/analyse.ts';
import type { Steps } from '../../analyse/desk.ts';
import { difference } from '../../analyse/difference.ts';
import { overruled } from '../../analyse/overruled.ts';
import type { Payment } from '../../analyse/report.ts';
import { sayDifference, sayFinding, sayUndecided } from '../../analyse/words.ts';
import { compile } from '../../compile/compile.ts';
import { rulebookHash } from '../../compile/rulebook-hash.ts';
import { encodeSource, MAX_SOURCE_BYTES } from '../../compile/source-codec.ts';
import type { RulebookSource } from '../../compile/source.ts';
import { printPayment } from '../../print/print-example.ts';
import { checkStructure } from './check-structure.ts';
import { checkText } from './check-text.ts';
import { beginsAt, type GatedProposal, type GatesGround, type Proposed } from './ground.ts';
import { Noting, shortened } from './noting.ts';
import { CHECKER_VERSION, type GateFinding, type GatesReport, MOST_OF_A_KIND } from './report.ts';
import { nameOf } from '../../tree/index.ts';
import { isTightening } from './tightens.ts';

/**
 * Everything that is looked at before a proposal may be voted on (decision 0010, section 5). Pure and
 * bounded: whoever has the same ground gets the same report. Never throws, whatever the content is.
 */
export function runGates(proposal: GatedProposal, given: GatesGround, steps: Steps): GatesReport {
  const noting = new Noting();
  const ground = given.compiles ? given : { ...given, source: soundPart(proposal, given.source) };
  const proposed = readProposed(proposal, ground, noting);
  if (proposed.ok && proposed.after !== null) checkTogether(proposed.after, noting);
  const isSound = proposed.ok && noting.mistakes.length === 0;
  const compared = isSound ? compare(proposal, ground, proposed, steps) : NOTHING_FOUND;
  const isFailed = !isSound || compared.overruled.length > 0;
  const { tightens, leftOut, ...lists } = compared;
  return {
    checker: CHECKER_VERSION,
    at: ground.time,
    matter: proposal.matter,
    base: proposal.base,
    content: contentHash(proposal.content),
    rulebook: rulebookHash(given.source),
    mistakes: noting.mistakes,
    examples: isSound ? proposed.examples : 0,
    ...lists,
    leftOut: leftOut + noting.leftOut,
    verdict: isFailed ? 'failed' : tightens ? 'tightens' : 'passed',
  };
}

function readProposed(proposal: GatedProposal, ground: GatesGround, noting: Noting): Proposed {
  const { kind } = proposal.matter;
  return isStructured(kind)
    ? checkStructure(kind, proposal, ground, noting)
    : checkText(proposal, ground, noting);
}

/**
 * What compiles of rules that do not, without those of the proposal's own matter: whatever mends one
 * text must come through, though another is broken as well.
 */
function soundPart({ matter }: GatedProposal, source: RulebookSource): RulebookSource {
  const own = matter.kind === 'module' ? matter.owner : matter.kind === 'global' ? 'GLOBAL' : null;
  let sound = without(source, matter.kind === 'list' ? matter.name : own);
  for (;;) {
    const compiled = compile(sound);
    if (compiled.ok) return sound;
    if (compiled.of === null) return { ...sound, modules: [], lists: [], settings: [] };
    sound = without(sound, compiled.of);
  }
}

function without(source: RulebookSource, name: string | null): RulebookSource {
  return {
    ...source,
    modules: source.modules.filter(({ owner }) => nameOf(owner) !== name),
    lists: source.lists.filter((list) => list.name !== name),
  };
}

/** What no single text shows: two of one version, what one payment may cost, how large all is. */
function checkTogether(after: RulebookSource, noting: Noting): void {
  const compiled = compile(after);
  if (!compiled.ok) noting.noteAll(compiled.mistakes, false);
  else if (encodeSource(after).length > MAX_SOURCE_BYTES) {
    noting.note('too-large', `A rulebook has at most ${MAX_SOURCE_BYTES} bytes in all.`);
  }
}

type Found = Pick<
  GatesReport,
  'findings' | 'differences' | 'overruled' | 'undecided' | 'leftOut'
> & {
  readonly tightens: boolean;
};

const NOTHING_FOUND: Found = {
  findings: [],
  differences: [],
  overruled: [],
  undecided: [],
  leftOut: 0,
  tightens: false,
};

function compare(
  proposal: GatedProposal,
  ground: GatesGround,
  { after, module }: Extract<Proposed, { ok: true }>,
  steps: Steps,
): Found {
  if (after === null) return NOTHING_FOUND;
  const { source } = ground;
  const { until } = proposal;
  const time = beginsAt(proposal, ground);
  const analysed = analyse(after, time, steps);
  const isOwn = (one: { module: string }): boolean => module === null || one.module === module;
  const changes = difference(source, after, time, steps);
  const lost = overruled(source, after, time, steps);
  const findings = analysed.findings
    .filter(isOwn)
    .map((one) => finding(one, one.kind, sayFinding(one), one.witness));
  const differences = changes.differences.map((one) =>
    finding(one, one.kind, sayDifference(one), one.witness),
  );
  const lifted = lost.overruled.map((one) =>
    finding(one, 'overruled', sayOverruled(one), one.witness),
  );
  const undecided = [
    ...analysed.undecided.filter(isOwn).map((one) => finding(one, one.about, sayUndecided(one))),
    ...changes.undecided.map((one) => finding(one, one.kind, sayOpen(one.rule, one.kind))),
    ...lost.undecided.map((one) => finding(one, 'overruled', sayOpen(one.rule, 'overruled'))),
  ];
  const lists = [findings, differences, lifted, undecided] as const;
  const beyond = lists.map(({ length }) => Math.max(0, length - MOST_OF_A_KIND));
  const [a, b, c, d] = lists.map((list) => list.slice(0, MOST_OF_A_KIND)) as [
    GateFinding[],
    GateFinding[],
    GateFinding[],
    GateFinding[],
  ];
  return {
    findings: a,
    differences: b,
    overruled: c,
    undecided: d,
    leftOut: beyond.reduce((sum, count) => sum + count, analysed.leftOut),
    tightens:
      ground.compiles && isTightening(source, after, { start: time, until }, changes, steps),
  };
}

function finding(
  { module, rule }: { module: string; rule: string },
  kind: string,
  message: string,
  witness: Payment | null = null,
): GateFinding {
  const shown = witness === null ? null : shortened(printPayment(witness));
  return { kind, module, rule, message: shortened(message), witness: shown };
}

function sayOverruled({
  module,
  rule,
  by,
}: {
  module: string;
  rule: string;
  by: readonly string[];
}): string {
  return `${module} lets go of a payment that ${rule} objected to, and that the global rules refuse (${by.join(', ')}).`;
}

function sayOpen(rule: string, kind: string): string {
  return `Not decided within the steps allowed: whether ${rule} is a case of “${kind}”.`;
}
