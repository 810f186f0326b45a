import { type CommandSpec, defineCommand } from '../command.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder, requireFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';
import { openFolderTreasury } from '../treasury/folder-treasury.ts';
import { readProposal } from '../treasury/proposal-file.ts';
import { issuedAnswer } from './sovereign-issue.ts';

type Args = [dir: string, file: string];

export const sovereignSubmit: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details: [
    'Where each signer had a copy of the proposal, hand the copies in one after the other: the signatures are put together,',
    'and with the last one that is needed it is sent. Given again, it answers with the same certificate.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the sovereign’s folder' },
    { name: 'FILE', what: 'a proposal that was signed' },
  ],
  options: [passphraseFile],
  examples: ['tally sovereign submit ./coop proposal.json'],
  async run(call, [dir, file], options) {
    requireFolder(dir);
    const { currency, sovereign, drafts, says } = readProposal(file);
    const { treasury, folder, threshold } = await onFolder(() =>
      openFolderTreasury(dir, currency.code, {
        passphrase: () => givePassphrase(call, dir, options),
        note: (text) => call.note(text),
      }),
    );
    if (Buffer.compare(folder.sovereign, sovereign) !== 0) {
      throw usage(`${file} is a proposal for another sovereign than ${dir}.`, 'other-sovereign');
    }
    for (const line of says) call.note(`  ${line}`);
    const answer = await treasury.submit(drafts);
    if ('transition' in answer) return issuedAnswer(answer, 'Done: it is in the log.');
    const { signed } = answer;
    const who = signed.length === 0 ? 'nobody' : `signers ${signed.join(', ')}`;
    return {
      json: { status: 'pending', signatures: signed.length, threshold, signed },
      text: `${signed.length} of ${threshold} signatures (${who}): it waits for the others.`,
    };
  },
});
