import type { Finished } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import type { Answer } from '../output/answer.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { type GivingOptions, give, givingOptions } from '../wallet/offline/give-message.ts';
import { type KnownNames, knownNames } from '../wallet/offline/known-names.ts';
import { readMessage } from '../wallet/offline/read-message.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, file: string | undefined];
type Options = PassphraseOptions & GivingOptions;

export const offlineFinish: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Reads what the payee’s wallet answered: a receipt, a void, or why it did not accept. Where that asks for more (acts it has not',
    'seen, or the evidence of a first meeting), --out or --qr gives what to bring it. Without a receipt what was handed over counts',
    'as spent. Needs no network.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that paid' },
    {
      name: '[FILE]',
      what: 'the answer, as a file of bytes or of frames; standard input without it',
    },
  ],
  options: [...givingOptions, passphraseFile],
  examples: ['tally offline finish ./ada receipt.tally'],
  run: (call, [dir, file], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const message = await readMessage(call, file);
      const finished = offlineValue(await wallet.offline().finish(message), dir);
      if (finished.status !== 'send') return answerOf(finished, await knownNames(wallet));
      if (options.out === undefined && options.qr !== true) {
        throw usage(
          'The payee asks for more. Give the same command with --out FILE or --qr, and bring what comes out to the payee.',
          'no-way-out',
        );
      }
      const { status, code } = finished;
      return await give(call, finished.message, options, {
        json: { status, code },
        text: 'The payee asks for more: bring this to the payee. There: tally offline accept DIR FILE --out FILE',
      });
    }),
});

function answerOf(finished: Exclude<Finished, { status: 'send' }>, names: KnownNames): Answer {
  if (finished.status === 'not-accepted') {
    const { status, code, words } = finished;
    if (code === 'in-step') return { json: { status, code, words }, text: words };
    const complaint = `Not accepted: ${words}`;
    return { json: { status, code, words }, text: '', complaint, status: EXIT.refused };
  }
  const { status, amount, currency, to } = finished;
  const what = `${amount} ${currency}`;
  const text =
    status === 'confirmed'
      ? `Confirmed: ${names.text(to)} has ${what}.`
      : `Voided: ${names.text(to)} gave its word not to claim ${what}, and the next act does not count it.`;
  return { json: { status, amount, currency, to, toHandle: names.handleOf(to) }, text };
}
