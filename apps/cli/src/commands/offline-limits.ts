import type { OfflineLimits } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { columns } from '../output/columns.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly perCheque?: string;
  readonly perPayer?: string;
  readonly total?: string;
  readonly clear?: boolean;
}

type Args = [dir: string, currency: string | undefined];

export const offlineLimits: CommandSpec = defineCommand<Args, Options>({
  details: [
    'What this wallet accepts of cheques that are not deposited yet. Without a currency it shows the limits; with one it sets all three,',
    'or removes them (--clear). Zero takes no cheques. Tabs need no limit: their double spend is prevented. How to choose them is in',
    'docs/people/offline.md.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that is paid' },
    { name: '[CURRENCY]', what: 'whose limits to set, such as HRB' },
  ],
  options: [
    { flags: '--per-cheque <amount>', what: 'the most of one cheque' },
    { flags: '--per-payer <amount>', what: 'the most of one payer’s undeposited cheques together' },
    { flags: '--total <amount>', what: 'the most of all undeposited cheques together' },
    { flags: '--clear', what: 'have no limits in that currency' },
    passphraseFile,
  ],
  examples: [
    'tally offline limits ./ben HRB --per-cheque 20.00 --per-payer 50.00 --total 200.00',
    'tally offline limits ./ben',
  ],
  run: (call, [dir, currency], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const offline = wallet.offline();
      const before = valueOf(await offline.limits());
      if (currency !== undefined) {
        const others = before.filter((one) => one.currency !== currency);
        valueOf(await offline.setLimits([...others, ...wanted(currency, options)]));
      } else if (isSetting(options)) {
        throw usage('Name the currency whose limits these are, such as HRB.');
      }
      const limits = valueOf(await offline.limits());
      return { json: { limits: limits.map((one) => ({ ...one })) }, text: limitsText(limits) };
    }),
});

function isSetting({ perCheque, perPayer, total, clear }: Options): boolean {
  return [perCheque, perPayer, total, clear].some((one) => one !== undefined);
}

function wanted(currency: string, options: Options): OfflineLimits[] {
  const { perCheque: perAct, perPayer, total, clear } = options;
  if (clear === true) return [];
  if (perAct === undefined || perPayer === undefined || total === undefined) {
    throw usage(
      'Set all three, --per-cheque, --per-payer and --total, or remove them with --clear.',
    );
  }
  return [{ currency, perAct, perPayer, total }];
}

function limitsText(limits: readonly OfflineLimits[]): string {
  if (limits.length === 0) {
    return 'No limits: cheques of any amount are accepted, and could be lost until they are deposited.';
  }
  const rows = limits.map(({ currency, perAct, perPayer, total }) => [
    currency,
    perAct,
    perPayer,
    total,
  ]);
  return columns([['', 'a cheque', 'of one payer', 'in all'], ...rows], [1, 2, 3]);
}
