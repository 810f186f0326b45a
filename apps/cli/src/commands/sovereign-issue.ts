import { encode, certificateCodec, formatAmount, parseAmount, toHex } from '@tallystick/protocol';
import type { Certificate } from '@tallystick/protocol';
import { type CommandSpec, defineCommand } from '../command.ts';
import { readHours } from '../hours.ts';
import type { Answer } from '../output/answer.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder, requireFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';
import { type Issue, paysSame } from '../treasury/draft-issue.ts';
import { type FolderTreasury, openFolderTreasury } from '../treasury/folder-treasury.ts';
import { writeProposal } from '../treasury/proposal-file.ts';
import { partyText, toPayee } from '../wallet/party-text.ts';

type Args = [dir: string, to: string, amount: string, currency: string];

interface Options extends PassphraseOptions {
  readonly propose?: string;
  readonly hours: number;
}

const HOUR_MS = 3_600_000;

export const sovereignIssue: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Uses the treasury’s keys in the folder, under the passphrase. The sovereign has to be running. Where the treasury needs',
    'more signatures than the folder has keys, --propose writes a file for the others to sign, each with',
    '`tally sovereign sign`; `tally sovereign submit` hands it in. Until it is handed in or its hours are over, the treasury',
    'signs nothing else.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the sovereign’s folder' },
    { name: 'TO', what: 'a handle or an address' },
    { name: 'AMOUNT', what: 'such as 1000.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [
    { flags: '--propose <file>', what: 'write a proposal that others sign, and send nothing' },
    {
      flags: '--hours <number>',
      what: 'how long a proposal can be handed in',
      parse: readHours,
      preset: 12,
    },
    passphraseFile,
  ],
  examples: ['tally sovereign issue ./harbour @ada 1000.00 HRB'],
  async run(call, [dir, to, amountText, code], options) {
    requireFolder(dir);
    const opened = await onFolder(() =>
      openFolderTreasury(dir, code, {
        passphrase: () => givePassphrase(call, dir, options),
        note: (text) => call.note(text),
      }),
    );
    const { treasury, client, decimals } = opened;
    const amount = readAmount(amountText, code, decimals);
    const payee = await client.identity(toPayee(to));
    if (payee === undefined) throw usage(`Nobody here is called ${to}.`, 'unknown-payee');
    const name = partyText(payee.handle === null ? { address: to } : { handle: payee.handle });
    const said = `${formatAmount(amount, decimals)} ${code} to ${name}`;
    const issue: Issue = { payee, amount };
    const { propose } = options;
    if (propose !== undefined) return await proposeIt(opened, issue, said, { ...options, propose });
    const resumed = await treasury.resume();
    if (resumed !== undefined && paysSame(resumed.operation, [issue])) {
      const id = toHex(resumed.id);
      call.note('A former run had begun this very issue and was interrupted. It is completed now.');
      return { json: { id, status: 'final' }, text: `Issued ${said}.` };
    }
    if (resumed !== undefined) call.note('What a former run had begun is in the log now, too.');
    return issuedAnswer(await treasury.issue([issue], () => Promise.resolve()), `Issued ${said}.`);
  },
});

/** How a command says that a treasury's transition is in the log. */
export function issuedAnswer(issued: Certificate, text: string): Answer {
  const { transition, index, treeSize, checkpoint } = issued;
  const id = toHex(transition);
  const certificate = {
    index,
    treeSize,
    transition: id,
    bytes: toHex(encode(certificateCodec, issued)),
    checkpoint: Buffer.from(checkpoint).toString('utf8'),
  };
  return { json: { id, status: 'final', certificate }, text };
}

async function proposeIt(
  { treasury, folder, threshold }: FolderTreasury,
  issue: Issue,
  said: string,
  { propose: path, hours }: Options & { propose: string },
): Promise<Answer> {
  const { validityMs } = folder.constitution.parameters;
  const notAfter = Date.now() + Math.min(hours * HOUR_MS, validityMs - CLOCK_MARGIN_MS);
  const drafts = await treasury.propose([issue], notAfter);
  writeProposal(path, { signedConstitution: folder.signed, drafts });
  const signed = drafts[0]?.signatures.length ?? 0;
  return {
    json: { proposal: path, signatures: signed, threshold },
    text: [
      `Proposed ${said}, in ${path}: ${signed} of ${threshold} signatures.`,
      `Each of the others: tally sovereign sign ${path} --key KEYFILE`,
      `In the end: tally sovereign submit DIR ${path}`,
    ].join('\n'),
  };
}

/** A node's clock that is a little behind still finds the deadline within what the constitution allows. */
const CLOCK_MARGIN_MS = 60_000;

function readAmount(text: string, code: string, decimals: number): bigint {
  const amount = parseAmount(text, decimals);
  if (typeof amount === 'bigint' && amount > 0n) return amount;
  const reason = typeof amount === 'bigint' ? 'zero' : amount.error;
  throw usage(
    `${text} is no amount of ${code} (${reason}). Write it as ${formatAmount(100_000n, decimals)}.`,
  );
}
