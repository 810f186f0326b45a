import { type OfflinePayment, type ReadRequest, timeText } from '@tallystick/wallet';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { confirmed } from '../wallet/offline/confirm.ts';
import {
  type GivingOptions,
  type MessageAnswer,
  give,
  givingOptions,
  requireGiving,
} from '../wallet/offline/give-message.ts';
import { type KnownNames, knownNames } from '../wallet/offline/known-names.ts';
import { PROMISED, promisedText } from '@tallystick/wallet/offline';
import { readMessage } from '../wallet/offline/read-message.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions, GivingOptions {
  readonly amount?: string;
}

type Args = [dir: string, file: string | undefined];

export const offlinePay: CommandSpec = defineCommand<Args, Options>({
  details: [
    'From a tab for whoever asks, if there is one with room, else by a cheque of an allowance: it says which, and what that means.',
    'At a terminal it shows the request and asks; a program gives --amount, and another amount is refused. The value is spent once',
    'the act is written: given again with the same request, the same act comes out. Needs no network.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that pays' },
    {
      name: '[FILE]',
      what: 'the request, as a file of bytes or of frames; standard input without it',
    },
  ],
  options: [
    {
      flags: '--amount <amount>',
      what: 'what you mean to pay, such as 5.00; then nothing is asked',
    },
    ...givingOptions,
    passphraseFile,
  ],
  examples: ['tally offline pay ./ada request.tally --out act.tally'],
  run: (call, [dir, file], options) =>
    withWallet(call, dir, options, async (wallet) => {
      requireGiving(options);
      const message = await readMessage(call, file);
      const request = offlineValue(await wallet.offline().readRequest(message), dir);
      const names = await knownNames(wallet);
      const confirmAmount = options.amount ?? (await confirmedAmount(call, request, names));
      const paid = offlineValue(await wallet.offline().pay(message, { confirmAmount }), dir);
      return await give(call, paid.message, options, answerOf(paid, dir, names));
    }),
});

async function confirmedAmount(
  call: Call,
  { amount, currency, to, memo, until }: ReadRequest,
  names: KnownNames,
): Promise<string> {
  const what = memo === '' ? '' : `, “${memo}”`;
  const question = `Pay ${amount} ${currency} to ${names.text(to)}${what}? (asked until ${timeText(until)})`;
  await confirmed(call, question);
  return amount;
}

function answerOf(paid: OfflinePayment, dir: string, names: KnownNames): MessageAnswer {
  const { message: _message, status, kind, amount, currency, to, ...rest } = paid;
  const what = `${amount} ${currency} to ${names.text(to)}`;
  const json = {
    status,
    kind,
    amount,
    currency,
    to,
    toHandle: names.handleOf(to),
    ...rest,
    promised: { ...PROMISED[kind] },
  };
  if (status === 'again') {
    return {
      json,
      text: '',
      complaint:
        `This request is not paid yet: an earlier act, ${what}, waits for its receipt, and that is what was written again. ` +
        `Hand it over, read the receipt (tally offline finish ${dir} FILE), then give the same command again.`,
      status: EXIT.refused,
    };
  }
  const next =
    status === 'confirmed'
      ? 'Its receipt is there already.'
      : `Hand it over; with the receipt: tally offline finish ${dir} FILE`;
  const needs =
    paid.minTier === undefined
      ? ''
      : `\nThe payee needs a country record of tier ${paid.minTier} or more. Its own wallet checks that; this one cannot.`;
  return { json, text: `By ${kind}: ${what}.${needs}\n${promisedText(kind)}\n${next}` };
}
