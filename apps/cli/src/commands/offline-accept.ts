import { type Acceptance, timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
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

type Args = [dir: string, file: string | undefined];
type Options = PassphraseOptions & GivingOptions;

export const offlineAccept: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Checks the act against what this wallet has pinned, against its own request and its own limits (`tally offline limits`), stores',
    'it, and writes a receipt. What is not accepted ends with 3 and changes nothing; the payer’s wallet is to be shown the message',
    'all the same, since it may be able to bring what is missing. Needs no network.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that is paid' },
    { name: '[FILE]', what: 'the act, as a file of bytes or of frames; standard input without it' },
  ],
  options: [...givingOptions, passphraseFile],
  examples: ['tally offline accept ./ben act.tally --out receipt.tally'],
  run: (call, [dir, file], options) =>
    withWallet(call, dir, options, async (wallet) => {
      requireGiving(options);
      const message = await readMessage(call, file);
      const acceptance = offlineValue(await wallet.offline().accept(message), dir);
      const names = await knownNames(wallet);
      return await give(call, acceptance.message, options, answerOf(acceptance, dir, names));
    }),
});

function answerOf(acceptance: Acceptance, dir: string, names: KnownNames): MessageAnswer {
  if (acceptance.status === 'not-accepted') {
    const { status, code, fault, words } = acceptance;
    const json = { status, code, ...(fault === undefined ? {} : { fault }), words };
    // Two halves were compared, and there was no act to accept.
    if (code === 'half' && fault === 'in-step') return { json, text: words };
    return {
      json,
      text: '',
      complaint: `Not accepted: ${words}\nShow the payer this answer: tally offline finish DIR FILE`,
      status: EXIT.refused,
    };
  }
  const { message: _message, from, until, kind, amount, currency, memo, ...rest } = acceptance;
  const what = memo === '' ? '' : `, “${memo}”`;
  return {
    json: {
      ...rest,
      kind,
      amount,
      currency,
      memo,
      from,
      fromHandle: names.handleOf(from),
      until,
      promised: { ...PROMISED[kind] },
    },
    text: [
      `Accepted, by ${kind}: ${amount} ${currency} from ${names.text(from)}${what}.`,
      promisedText(kind),
      `Claim it before ${timeText(until)}: tally sync ${dir}`,
      'The payer: tally offline finish DIR FILE',
    ].join('\n'),
  };
}
