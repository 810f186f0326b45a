import { type OwnHoldView, timeText } from '@tallystick/wallet';
import { InvalidArgumentError } from 'commander';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { days } from '../wallet/offline/days.ts';
import { PROMISED, promisedText } from '@tallystick/wallet/offline';
import { boundsText, ownJson } from '../wallet/offline/own-holds.ts';
import { openedAnswer } from '../wallet/offline/set-aside.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';
import { type ReferenceOptions, referenceOption } from '../wallet/reference.ts';

interface Options extends PassphraseOptions, ReferenceOptions {
  readonly perCheque: string;
  readonly days: number;
  readonly collateral?: string;
  readonly countries?: string;
  readonly minTier?: number;
}

type Args = [dir: string, amount: string, currency: string];

export const allowanceOpen: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Sets value aside for cheques to payees who are not known yet. Whoever gets a cheque waits until it is deposited: a second copy',
    'of this wallet could give the same value to somebody else, which is detected and proven, not prevented. Collateral is what pays',
    'then, and is lost then; otherwise it comes back, a week after the window. It asks the sovereign once.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that will pay' },
    { name: 'AMOUNT', what: 'the most that its cheques can give in all, such as 40.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [
    { flags: '--per-cheque <amount>', what: 'the most that one cheque gives', required: true },
    days('how long cheques can be deposited', 7),
    { flags: '--collateral <amount>', what: 'set aside besides, for payees of a second copy' },
    {
      flags: '--countries <codes>',
      what: 'only for payees with a country record of one of these, such as KE,TZ',
    },
    {
      flags: '--min-tier <tier>',
      what: 'only for payees whose country record has at least this tier, 0 to 15',
      parse: readTier,
    },
    referenceOption('allowance'),
    passphraseFile,
  ],
  examples: ['tally allowance open ./ada 40.00 HRB --per-cheque 10.00 --days 7'],
  run: (call, [dir, amount, currency], options) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const offline = wallet.offline();
      const { perCheque, collateral, countries, minTier, reference } = options;
      const opened = offlineValue(
        await offline.openAllowance({
          amount,
          currency,
          perCheque,
          days: options.days,
          ...(collateral === undefined ? {} : { collateral }),
          ...(countries === undefined ? {} : { countries: countries.split(',') }),
          ...(minTier === undefined ? {} : { minTier }),
          ...(reference === undefined ? {} : { reference }),
        }),
        dir,
      );
      const allowance = valueOf(await offline.own()).find(({ hold }) => hold === opened.hold);
      return openedAnswer(dir, opened, {
        json: {
          ...(allowance === undefined ? {} : ownJson(allowance)),
          perCheque,
          promised: { ...PROMISED.cheque },
        },
        text:
          allowance === undefined
            ? ''
            : `${allowanceText(allowance, perCheque)}\n${promisedText('cheque')}`,
      });
    }),
});

function readTier(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) <= 15) return Number(text);
  throw new InvalidArgumentError('Write a tier, 0 to 15.');
}

function allowanceText(
  { bounds, cap, currency, until, collateral }: OwnHoldView,
  perCheque: string,
): string {
  const besides = collateral === undefined ? '' : ` Collateral: ${collateral} ${currency}.`;
  return `An allowance of ${cap} ${currency}, at most ${perCheque} ${currency} a cheque, until ${timeText(until)}${boundsText(bounds)}.${besides}`;
}
