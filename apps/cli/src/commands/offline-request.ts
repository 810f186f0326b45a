import { timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { readSpan } from '../hours.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import {
  type GivingOptions,
  give,
  givingOptions,
  requireGiving,
} from '../wallet/offline/give-message.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions, GivingOptions {
  readonly memo?: string;
  readonly within?: number;
}

type Args = [dir: string, amount: string, currency: string];

export const offlineRequest: CommandSpec = defineCommand<Args, Options>({
  details:
    'The first of three messages: the payer’s wallet answers with an act (`tally offline pay`), and that is answered with a receipt\n' +
    '(`tally offline accept`). Needs no network, but the wallet has to have been synced once.',
  args: [
    { name: 'DIR', what: 'the folder of the wallet to be paid' },
    { name: 'AMOUNT', what: 'such as 5.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [
    { flags: '--memo <text>', what: 'what it is for; whoever sees the request can read it' },
    {
      flags: '--within <time>',
      what: 'how long it can be answered, such as 12h or 7d; ten minutes, unless told otherwise',
      parse: readSpan,
    },
    ...givingOptions,
    passphraseFile,
  ],
  examples: ['tally offline request ./ben 5.00 HRB --out request.tally'],
  run: (call, [dir, amount, currency], options) =>
    withWallet(call, dir, options, async (wallet) => {
      requireGiving(options);
      const { memo, within, out } = options;
      const made = offlineValue(
        await wallet.offline().request(amount, currency, memo, within),
        dir,
      );
      const { id, until, message } = made;
      const where = out === undefined ? '' : ` in ${out}`;
      return await give(call, message, options, {
        json: { id, amount, currency, until },
        text:
          `A request for ${amount} ${currency}${where}, until ${timeText(until)}.\n` +
          'The payer: tally offline pay DIR FILE --out FILE',
      });
    }),
});
