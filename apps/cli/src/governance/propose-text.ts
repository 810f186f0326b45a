import { type Alarm, type Lane, toHex } from '@tallystick/protocol';
import type { GatesReport, List, Module } from '@tallystick/rules';
import type { Wallet } from '@tallystick/wallet';
import type { Call } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import type { Answer } from '../output/answer.ts';
import { stop } from '../stop.ts';
import { strayAlarms } from './alarm-text.ts';
import { bringGatesWord } from './gates-word.ts';
import { baseOf, lookAhead, versionOf } from './look-ahead.ts';
import {
  type AllProposals,
  type ProposedVersion,
  askProposal,
  standingProposal,
} from './read-proposals.ts';
import { reportText } from './report-text.ts';
import { nextSteps, stageText } from './status-text.ts';

/** A module or a list with the dates that it is to have. */
export interface TextProposal {
  readonly tree: Module | List;
  readonly lane: Lane;
  readonly alarms: readonly Alarm[];
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
  { tree, lane, alarms, dir }: TextProposal,
): Promise<Answer> {
  if (tree.kind === 'module') for (const stray of strayAlarms(alarms, tree)) call.note(stray);
  return await proposeMatter(call, wallet, all, { ...versionOf(tree, lane, alarms), dir });
}

/**
 * Proposes a version: checked here first, as the gates will, then said, with what the gates of the node have signed. Given again,
 * it goes on where it was.
 */
export async function proposeMatter(
  call: Call,
  wallet: Wallet,
  all: AllProposals,
  { dir, ...proposed }: MatterProposal,
): Promise<Answer> {
  const { url } = wallet.view().sovereign;
  const base = baseOf(all, proposed.matter, proposed.lane);
  const known = standingProposal(all.proposals, wallet.view().identity, proposed);
  if (known === undefined) {
    call.note('Looking at it as the gates will …');
    const report = await lookAhead(wallet.view().sovereign, all, proposed);
    showReport(call, report, proposed.lane);
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
      `${opened.name} ${known === undefined ? 'is proposed' : 'stands'}, ${stageText(opened, all.proposals, opened.time)}. It is in the log, entry ${said.index}.`,
      ...steps,
      `How it stands: tally rules status ${dir} ${opened.name}`,
    ].join('\n'),
  };
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
