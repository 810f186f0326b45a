import { type CommandSpec, defineCommand } from '../command.ts';
import { replaceDurably } from '@tallystick/sovereign';
import { valueOf } from '../failure.ts';
import { caseText } from '../governance/appeal-case.ts';
import { type AppealStatus, askAppeal, statusText } from '../governance/appeal-status.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly out?: string;
}

type Args = [dir: string, decision: string, reason: string | undefined];

export const appeal: CommandSpec = defineCommand<Args, Options>({
  details:
    'Puts an appeal from a refused or held payment on the log, bound to the decision’s receipt. The log has a hash of the reason and no more:\n' +
    'the office of appeals reads it in the case, a file that --out writes and that you send to it. Without a REASON, it tells what became of the\n' +
    'appeal. A decision can be appealed from for 30 days, once.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'DECISION', what: 'its id or first digits (tally explain DIR lists them), or last' },
    { name: '[REASON]', what: 'why the decision should be looked at' },
  ],
  options: [
    { flags: '--out <file>', what: 'write the case, for the office: receipt, facts and reason' },
    passphraseFile,
  ],
  examples: ['tally appeal ./ada last "The goods are medicine" --out case.json'],
  run: (call, [dir, decision, reason], { out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      if (reason !== undefined) await syncWallet(call, wallet);
      const appealed = valueOf(await wallet.decisions().appeal(decision, reason));
      const { case: shown, ...told } = appealed;
      if (out !== undefined) replaceDurably(out, caseText(appealed.id, shown));
      const status: AppealStatus = await askAppeal(wallet.view().sovereign.url, appealed.id);
      const file = out === undefined ? {} : { file: out };
      const send =
        out === undefined ? '' : `\n${out} is for the office of appeals: send it the file.`;
      return {
        json: { ...told, ...file, ...status },
        text: `Appeal ${appealed.id}, entry ${appealed.index} of the log. ${statusText(status)}${send}`,
      };
    }),
});
