import {
  type Governance,
  type Lane,
  type Matter,
  formatScope,
  procedureFor,
  toHex,
} from '@tallystick/protocol';
import {
  DEFAULT_STEPS,
  type GatesReport,
  type List,
  type Module,
  historyOf,
  nameOf,
  print,
  runGates,
  versionAt,
} from '@tallystick/rules';
import type { Wallet } from '@tallystick/wallet';
import type { Call } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import type { Answer } from '../output/answer.ts';
import { stop, usage } from '../stop.ts';
import { bringGatesWord } from './gates-word.ts';
import {
  type AllProposals,
  type ProposedVersion,
  askProposal,
  recordOf,
  standingProposal,
} from './read-proposals.ts';
import { reportText } from './report-text.ts';
import { readGround } from './rules-ground.ts';
import { nextSteps, stageText } from './status-text.ts';

/** A module or a list with the dates that it is to have. */
export interface TextProposal {
  readonly tree: Module | List;
  readonly lane: Lane;
  /** What the wallet's folder was typed as, for what to type next. */
  readonly dir: string;
}

interface MatterProposal extends ProposedVersion {
  readonly dir: string;
}

/** Proposes a text: see `proposeMatter`. */
export async function proposeText(
  call: Call,
  wallet: Wallet,
  all: AllProposals,
  { tree, lane, dir }: TextProposal,
): Promise<Answer> {
  const content = new TextEncoder().encode(print(tree));
  const { from, until } = tree.force;
  const matter = matterOfText(tree);
  return await proposeMatter(call, wallet, all, { matter, content, from, until, lane, dir });
}

/**
 * Proposes a version: checked here first, as the gates will, then said, with what the gates of the node have signed. Given again,
 * it goes on where it was.
 */
export async function proposeMatter(
  call: Call,
  wallet: Wallet,
  all: AllProposals,
  { matter, content, from, until, lane, dir }: MatterProposal,
): Promise<Answer> {
  const { url } = wallet.view().sovereign;
  const base = baseOf(all, matter, lane);
  const proposed = { matter, content, from, until, lane };
  const known = standingProposal(all.proposals, wallet.view().identity, proposed);
  if (known === undefined) {
    call.note('Looking at it as the gates will …');
    const ground = await readGround(wallet.view().sovereign, formatScope(matter), all);
    requireProcedure(ground.constitution.governance, matter, lane);
    showReport(call, runGates({ ...proposed, base }, ground, DEFAULT_STEPS), lane);
  }
  const replaces = known === undefined ? base && toHex(base) : known.base;
  const request = { ...proposed, base: replaces };
  const said = valueOf(
    await wallet.governance().propose(request, (done, parts) => {
      call.note(`${done} of ${parts} parts of the text are in the log`);
    }),
  );
  const opened = await bringGatesWord(call, wallet, await askProposal(url, said.id));
  const steps = nextSteps(opened, dir);
  return {
    json: {
      proposal: said.id,
      index: said.index,
      name: opened.name,
      stage: opened.stage,
      schedule: { ...opened.schedule },
      next: steps,
    },
    text: [
      `${opened.name} is proposed, ${stageText(opened, all.proposals, opened.time)}. It is in the log, entry ${said.index}.`,
      ...steps,
      `How it stands: tally rules status ${dir} ${opened.name}`,
    ].join('\n'),
  };
}

export function matterOfText(tree: Module | List): Matter {
  if (tree.kind === 'list') return { kind: 'list', name: tree.name };
  const owner = nameOf(tree.owner);
  return owner === 'GLOBAL' ? { kind: 'global' } : { kind: 'module', owner };
}

/** What it replaces: the newest version that is decided; in an emergency the one that is in force. */
function baseOf({ proposals, time }: AllProposals, matter: Matter, lane: Lane): Uint8Array | null {
  const of = formatScope(matter);
  const history = historyOf(proposals.filter((one) => one.matter === of).map(recordOf), time);
  const replaced =
    lane === 'emergency'
      ? versionAt(history, time)
      : history.versions.findLast((version) => version.lane === 'ordinary');
  return replaced?.proposal ?? null;
}

function requireProcedure(governance: Governance | null, matter: Matter, lane: Lane): void {
  const procedure = governance === null ? undefined : procedureFor(governance, matter);
  if (procedure === undefined) {
    throw usage(
      `The constitution says of nobody that they may change ${formatScope(matter)}.`,
      'no-procedure',
    );
  }
  if (lane === 'emergency' && procedure.emergencyMs === 0) {
    throw usage(`There is no emergency lane for ${formatScope(matter)}.`, 'no-emergency-lane');
  }
}

/** Tells what was found; ends the command where the gates would refuse it. */
function showReport(call: Call, report: GatesReport, lane: Lane): void {
  for (const line of reportText(report)) call.note(line);
  const isRefused = report.verdict === 'failed';
  const isLoose = lane === 'emergency' && report.verdict !== 'tightens';
  if (!isRefused && !isLoose) return;
  const why = isRefused
    ? 'The gates would refuse it: nothing was proposed.'
    : 'An emergency only tightens, and it is not proven that this permits nothing anew: nothing was proposed.';
  const mistakes = report.mistakes.map((one) => ({ ...one }));
  throw stop(EXIT.usage, why, {
    error: { code: 'gates', message: why },
    verdict: report.verdict,
    mistakes,
  });
}
