import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { type OutOptions, giveText, outOption } from '../wallet/holds/text-file.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions, OutOptions {}

type Args = [dir: string, allowance: string | undefined];

export const allowanceTerms: CommandSpec = defineCommand<Args, Options>({
  details:
    'The proven terms of an allowance, for whoever may give cover for it: a guarantor, an association. No secret.',
  args: [
    { name: 'DIR', what: 'the folder of the wallet that opened it' },
    { name: '[ALLOWANCE]', what: 'its id, where several are open (tally allowance list --json)' },
  ],
  options: [outOption, passphraseFile],
  examples: ['tally allowance terms ./ada --out allowance.txt'],
  run: (call, [dir, typed], { out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const offline = wallet.offline();
      const open = valueOf(await offline.own()).filter(
        ({ kind, stopped, hold }) =>
          kind === 'allowance' && (typed === undefined ? stopped === undefined : hold === typed),
      );
      const [only] = open;
      if (only === undefined) {
        throw usage('This wallet has no open allowance of that id.', 'unknown-allowance');
      }
      if (open.length > 1) {
        const ids = open.map(({ hold }) => hold).join('\n');
        throw usage(`There are ${open.length} open allowances; name one:\n${ids}`);
      }
      const { hold, cap, currency } = only;
      const text = valueOf(await offline.terms(hold));
      const said = `the terms of an allowance of ${cap} ${currency}. A guarantor: tally allowance cover DIR ${out ?? 'FILE'} AMOUNT`;
      return giveText(text, out === undefined ? {} : { out }, said, { hold });
    }),
});
