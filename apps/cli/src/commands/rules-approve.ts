import { openSignerKey } from '@tallystick/sovereign';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import { carryWord } from '../governance/carry-word.ts';
import { draftApproval, votedGovernance } from '../governance/draft-approval.ts';
import { readFounding } from '../governance/read-founding.ts';
import { askProposal, askProposals, resolveProposal } from '../governance/read-proposals.ts';
import { requireStage } from '../governance/require-stage.ts';
import {
  type ReadWord,
  governanceOf,
  readWordOf,
  withSignature,
  writeWord,
} from '../governance/word-file.ts';
import type { Answer } from '../output/answer.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, proposal: string];

interface Options extends PassphraseOptions {
  readonly key?: string;
  readonly keyPassphraseFile?: string;
  readonly propose?: string;
  readonly office?: string;
  readonly audit?: string;
}

export const rulesApprove: CommandSpec = defineCommand<Args, Options>({
  details: [
    'The office that the procedure names approves; other offices can audit. With --key one signer’s key says it, and where the',
    'office needs several, --propose FILE writes it down for them: each signs with `tally rules sign`, and anybody’s wallet',
    'hands it in with `tally rules submit`. The wallet only carries the word: it is the office’s keys that count.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of a wallet that brings it to the log' },
    { name: 'PROPOSAL', what: 'its name, such as DE-15, or the first digits of its id' },
  ],
  options: [
    { flags: '--key <file>', what: 'a key of the office, of `tally sovereign key`' },
    { flags: '--key-passphrase-file <file>', what: 'the first line of this file opens the key' },
    { flags: '--propose <file>', what: 'write it down for others to sign, and send nothing' },
    { flags: '--office <name>', what: 'which office speaks; the one of the procedure otherwise' },
    { flags: '--audit <agrees|disagrees>', what: 'say that it was audited, instead of approving' },
    passphraseFile,
  ],
  examples: [
    'tally rules approve ./dov KE-1 --key council.key --key-passphrase-file council.passphrase',
  ],
  async run(call, [dir, typed], options) {
    const { key, propose } = options;
    if ((key === undefined) === (propose === undefined)) {
      throw usage('Say whose key signs, --key FILE, or where to write it down, --propose FILE.');
    }
    return await withWallet(call, dir, options, async (wallet) => {
      const { url, id } = wallet.view().sovereign;
      const { proposals, time } = await askProposals(url);
      const proposal = resolveProposal(proposals, typed);
      const { signedConstitution } = await readFounding(url, id);
      const voted = votedGovernance(await askProposal(url, proposal.id));
      const approval = draftApproval(proposal, governanceOf(signedConstitution, voted), options);
      const word = { signedConstitution, voted, approval, name: proposal.name };
      if (propose !== undefined) {
        writeWord(propose, word);
        return writtenAnswer(propose, readWordOf(word, propose));
      }
      const isSaid = proposal.offices.some(({ said }) => said === 'approved');
      if (options.audit !== undefined) requireStage(proposal, time, 'comment');
      else if (!isSaid) requireStage(proposal, time, 'voting');
      const signed = await sign(call, readWordOf(word, proposal.name), String(key), options);
      if (signed.approval.signatures.length < signed.office.signers.threshold) {
        const { name, signers } = signed.office;
        const message = `${name} needs ${signers.threshold} signatures: write the word down with --propose FILE.`;
        throw usage(message, 'too-few-signers');
      }
      return await carryWord(wallet, signed);
    });
  },
});

function writtenAnswer(file: string, { office, name, says }: ReadWord): Answer {
  const { threshold } = office.signers;
  return {
    json: { file, office: office.name, proposal: name, signatures: 0, threshold, says },
    text: `${file}: ${says[0] ?? ''}. It needs ${threshold} of ${office.signers.keys.length} signatures.\nEach signer: tally rules sign ${file} --key FILE`,
  };
}

async function sign(
  call: Call,
  word: ReadWord,
  file: string,
  { keyPassphraseFile }: Options,
): Promise<ReadWord> {
  const given = keyPassphraseFile === undefined ? {} : { passphraseFile: keyPassphraseFile };
  const passphrase = await givePassphrase(call, file, given);
  const pair = await onFolder(() => openSignerKey(file, Buffer.from(passphrase)));
  const approval = withSignature(word, pair);
  if (approval === undefined) {
    throw usage(`${file} is no key of the office ${word.office.name}.`, 'not-a-signer');
  }
  return { ...word, approval };
}
