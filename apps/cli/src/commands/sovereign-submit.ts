import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { readProposal } from '../treasury/proposal-file.ts';
import { finalAnswer, openTreasuryFor } from '../treasury/run-order.ts';

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
    const { currency, sovereign, drafts, says } = readProposal(file);
    const opened = await openTreasuryFor(call, dir, currency.code, options);
    const { treasury, folder, threshold } = opened;
    if (Buffer.compare(folder.sovereign, sovereign) !== 0) {
      throw usage(`${file} is a proposal for another sovereign than ${dir}.`, 'other-sovereign');
    }
    for (const line of says) call.note(`  ${line}`);
    const answer = await treasury.submit(drafts);
    if ('transition' in answer) return finalAnswer(answer, 'Done: it is in the log.');
    const { signed } = answer;
    const who = signed.length === 0 ? 'nobody' : `signers ${signed.join(', ')}`;
    return {
      json: { status: 'pending', signatures: signed.length, threshold, signed },
      text: `${signed.length} of ${threshold} signatures (${who}): it waits for the others.`,
    };
  },
});
