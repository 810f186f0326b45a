import { timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { readTextFile } from '../wallet/holds/text-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { partyText } from '../wallet/party-text.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

export const allowanceAdd: CommandSpec = defineCommand<
  [dir: string, file: string],
  PassphraseOptions
>({
  details:
    'Reads cover that somebody gave for an allowance of this wallet, checks it against the log, and shows it to payees from then on.',
  args: [
    { name: 'DIR', what: 'the folder of the wallet that opened the allowance' },
    { name: 'FILE', what: 'what tally allowance cover wrote' },
  ],
  options: [passphraseFile],
  examples: ['tally allowance add ./ada cover.txt'],
  run: (call, [dir, file], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const terms = readTextFile(file);
      await syncWallet(call, wallet);
      const cover = offlineValue(await wallet.offline().keepCover(terms), dir);
      const { by, handle, amount, currency, until } = cover;
      const whose = partyText({ address: by, handle });
      return {
        json: { ...cover },
        text: `Payees see from now on: cover of ${amount} ${currency} by ${whose}, until ${timeText(until)}.`,
      };
    }),
});
