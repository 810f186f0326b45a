import { InvalidArgumentError } from 'commander';
import { type CommandSpec, defineCommand } from '../command.ts';
import { readSpan } from '../hours.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { mandateJson, mandateText } from '../wallet/holds/mandate-text.ts';
import { readMoment } from '../wallet/holds/moment.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { knownNames } from '../wallet/offline/known-names.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';
import { toPayee } from '../wallet/party-text.ts';
import { type ReferenceOptions, referenceOption } from '../wallet/reference.ts';

interface Options extends PassphraseOptions, ReferenceOptions {
  readonly every: number;
  readonly times: number;
  readonly from?: number;
  readonly ahead?: number;
}

type Args = [dir: string, to: string, amount: string, currency: string];

export const mandateCreate: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Sets an amount aside for every period. The payee’s wallet takes each as it begins. With --ahead only so many are set aside at a time, by',
    'puts that this wallet signs whenever it syncs: nothing debits it without its own signature, and a wallet that is never opened pays nothing.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that pays' },
    { name: 'TO', what: 'a handle, or an address' },
    { name: 'AMOUNT', what: 'of one period, such as 10.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [
    {
      flags: '--every <span>',
      what: 'the period, such as 30d or 12h',
      parse: readSpan,
      required: true,
    },
    { flags: '--times <number>', what: 'how many periods', parse: readCount, required: true },
    {
      flags: '--from <time>',
      what: 'when the first begins; now where it is left out',
      parse: readMoment,
    },
    {
      flags: '--ahead <number>',
      what: 'how many periods are set aside at a time; all where it is left out',
      parse: readCount,
    },
    referenceOption('mandate'),
    passphraseFile,
  ],
  examples: ['tally mandate create ./ada @ben 1.00 HRB --every 30d --times 12 --ahead 1'],
  run: (call, [dir, to, amount, currency], { every, times, from, ahead, reference, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const made = offlineValue(
        await wallet.holds().createMandate({
          to: toPayee(to),
          amount,
          currency,
          periodMs: every,
          periods: times,
          ...(from === undefined ? {} : { firstAt: from }),
          ...(ahead === undefined ? {} : { ahead }),
          ...(reference === undefined ? {} : { reference }),
        }),
        dir,
      );
      return { json: mandateJson(made), text: mandateText(made, await knownNames(wallet)) };
    }),
});

function readCount(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number, such as 12.');
}
