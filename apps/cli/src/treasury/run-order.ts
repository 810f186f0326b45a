import {
  type Certificate,
  certificateCodec,
  encode,
  toHex,
  type Order,
  doesSame,
} from '@tallystick/protocol';
import type { Call, OptionSpec } from '../command.ts';
import { readHours } from '../hours.ts';
import type { Answer } from '../output/answer.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder, requireFolder } from '../sovereign/problems.ts';
import { type FolderTreasury, openFolderTreasury } from './folder-treasury.ts';
import { writeProposal } from './proposal-file.ts';

/** The options of every command that a treasury signs for. */
export interface OrderOptions extends PassphraseOptions {
  readonly propose?: string;
  readonly hours: number;
}

export const orderOptions: readonly OptionSpec[] = [
  { flags: '--propose <file>', what: 'write a proposal that others sign, and send nothing' },
  {
    flags: '--hours <number>',
    what: 'how long a proposal can be handed in',
    parse: readHours,
    preset: 12,
  },
  passphraseFile,
];

export const orderDetails: string = [
  'Uses the treasury’s keys in the folder, under the passphrase. The sovereign has to be running. Where the treasury needs',
  'more signatures than the folder has keys, --propose writes a file for the others to sign, each with',
  '`tally sovereign sign`; `tally sovereign submit` hands it in. Until it is handed in or its hours are over, the treasury',
  'signs nothing else.',
].join('\n');

/** An order in words: `issue` and `Issued`, `10.00 HRB to @ada`. */
export interface OrderWords {
  readonly done: string;
  readonly what: string;
}

export async function openTreasuryFor(
  call: Call,
  dir: string,
  code: string,
  options: PassphraseOptions,
): Promise<FolderTreasury> {
  requireFolder(dir);
  return await onFolder(() =>
    openFolderTreasury(dir, code, {
      passphrase: () => givePassphrase(call, dir, options),
      note: (text) => call.note(text),
    }),
  );
}

/** Carries an order out, completes the same one where a former run was interrupted, or writes a proposal of it. */
export async function runOrder(
  call: Call,
  opened: FolderTreasury,
  order: Order,
  { done, what }: OrderWords,
  options: OrderOptions,
): Promise<Answer> {
  const { treasury } = opened;
  const { propose, hours } = options;
  if (propose !== undefined) return await proposeIt(opened, order, what, propose, hours);
  const resumed = await treasury.resume();
  if (resumed?.purpose === 'order' && doesSame(resumed.operation, order)) {
    call.note('A former run had begun this very thing and was interrupted. It is completed now.');
    return finalAnswer(resumed.certificate, `${done} ${what}.`);
  }
  if (resumed !== undefined) call.note('What a former run had begun is in the log now, too.');
  return finalAnswer(await treasury.carryOut(order), `${done} ${what}.`);
}

/** How a command says that a treasury's transition is in the log. */
export function finalAnswer(certified: Certificate, text: string): Answer {
  const { transition, index, treeSize, checkpoint } = certified;
  const id = toHex(transition);
  const certificate = {
    index,
    treeSize,
    transition: id,
    bytes: toHex(encode(certificateCodec, certified)),
    checkpoint: Buffer.from(checkpoint).toString('utf8'),
  };
  return { json: { id, status: 'final', certificate }, text };
}

const HOUR_MS = 3_600_000;
/** A node's clock that is a little behind still finds the deadline within what the constitution allows. */
const CLOCK_MARGIN_MS = 60_000;

async function proposeIt(
  { treasury, folder, voted, threshold }: FolderTreasury,
  order: Order,
  what: string,
  path: string,
  hours: number,
): Promise<Answer> {
  const { validityMs } = folder.constitution.parameters;
  const notAfter = Date.now() + Math.min(hours * HOUR_MS, validityMs - CLOCK_MARGIN_MS);
  const drafts = await treasury.propose(order, notAfter);
  writeProposal(path, { signedConstitution: folder.signed, drafts, voted });
  const signed = drafts[0]?.signatures.length ?? 0;
  return {
    json: { proposal: path, signatures: signed, threshold },
    text: [
      `Proposed ${order.kind} of ${what}, in ${path}: ${signed} of ${threshold} signatures.`,
      `Each of the others: tally sovereign sign ${path} --key KEYFILE`,
      `In the end: tally sovereign submit DIR ${path}`,
    ].join('\n'),
  };
}
