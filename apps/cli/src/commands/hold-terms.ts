import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { HOLD, findHold } from '../wallet/holds/find-hold.ts';
import { type OutOptions, giveText, outOption } from '../wallet/holds/text-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions, OutOptions {}

export const holdTerms: CommandSpec = defineCommand<[dir: string, hold: string], Options>({
  details:
    'The proven terms of a hold, with the words that oracles are asked for, for whoever has to agree or to sign. No secret.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }, HOLD],
  options: [outOption, passphraseFile],
  examples: ['tally hold terms ./ada @ben --out terms.txt'],
  run: (call, [dir, typed], { out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const { hold } = await findHold(wallet, dir, typed);
      const text = offlineValue(await wallet.holds().terms(hold), dir);
      const said = `the terms. Whoever gets them reads them with: tally hold add DIR ${out ?? 'FILE'}`;
      return giveText(text, out === undefined ? {} : { out }, said, { hold });
    }),
});
