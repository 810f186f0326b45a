import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import {
  type GivingOptions,
  give,
  givingOptions,
  requireGiving,
} from '../wallet/offline/give-message.ts';
import { knownNames } from '../wallet/offline/known-names.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, to: string];
type Options = PassphraseOptions & GivingOptions;

export const offlineHalf: CommandSpec = defineCommand<Args, Options>({
  details: [
    'For a payer whose wallet was put back from a backup, before it pays anybody again: what it remembers to have given one payee. The',
    'payee’s wallet compares that with its own half (`tally offline accept`), and what it answers is read with `tally offline finish`:',
    'whoever is behind is shown what it lost. Needs no network.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that pays' },
    { name: 'TO', what: 'the payee: a handle that this wallet knows, or an address' },
  ],
  options: [...givingOptions, passphraseFile],
  examples: ['tally offline half ./ada @ben --out half.tally'],
  run: (call, [dir, to], options) =>
    withWallet(call, dir, options, async (wallet) => {
      requireGiving(options);
      const names = await knownNames(wallet);
      const address = names.addressOf(to);
      if (address === undefined) {
        throw usage(`This wallet knows no address of ${to}: give that instead.`, 'unknown-payee');
      }
      const message = offlineValue(await wallet.offline().half(address), dir);
      return await give(call, message, options, {
        json: { to: address, toHandle: names.handleOf(address) },
        text: 'Bring this to the payee. There: tally offline accept DIR FILE --out FILE',
      });
    }),
});
