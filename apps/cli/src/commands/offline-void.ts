import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import {
  type GivingOptions,
  give,
  givingOptions,
  requireGiving,
} from '../wallet/offline/give-message.ts';
import { readMessage } from '../wallet/offline/read-message.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, file: string | undefined];
type Options = PassphraseOptions & GivingOptions;

export const offlineVoid: CommandSpec = defineCommand<Args, Options>({
  details: [
    'For an act of a tab that this wallet was handed and did not accept, such as one that answers a request that is over: its word not',
    'to claim it, which gives the payer that value back. Afterwards the act is not accepted any more. A cheque cannot be voided.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that was to be paid' },
    { name: '[FILE]', what: 'the act, as a file of bytes or of frames; standard input without it' },
  ],
  options: [...givingOptions, passphraseFile],
  examples: ['tally offline void ./ben late.tally --out void.tally'],
  run: (call, [dir, file], options) =>
    withWallet(call, dir, options, async (wallet) => {
      requireGiving(options);
      const message = await readMessage(call, file);
      const word = offlineValue(await wallet.offline().voidAct(message), dir);
      return await give(call, word, options, {
        json: { status: 'voided' },
        text: 'This wallet will not claim that act. The payer: tally offline finish DIR FILE',
      });
    }),
});
