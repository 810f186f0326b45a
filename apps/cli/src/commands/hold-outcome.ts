import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { HOLD, findHold } from '../wallet/holds/find-hold.ts';
import { type OutOptions, giveText, outOption } from '../wallet/holds/text-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions, OutOptions {}

export const holdOutcome: CommandSpec = defineCommand<[dir: string, hold: string], Options>({
  details:
    'The word that a hold was taken by this wallet, or returned to it, for holds under `admitted HOLD at SOVEREIGN …`, on any sovereign.',
  args: [{ name: 'DIR', what: 'the folder of the wallet that took it' }, HOLD],
  options: [outOption, passphraseFile],
  examples: ['tally hold outcome ./ben @ada --out outcome.txt'],
  run: (call, [dir, typed], { out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const { hold } = await findHold(wallet, dir, typed);
      const word = offlineValue(await wallet.holds().outcome(hold), dir);
      const said = 'how that hold was closed, with its proof.';
      return giveText(word, out === undefined ? {} : { out }, said, { hold });
    }),
});
