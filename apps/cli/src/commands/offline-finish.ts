import type { Finished, Wallet } from '@tallystick/wallet';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import type { Answer } from '../output/answer.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { confirmed as confirm } from '../wallet/offline/confirm.ts';
import { type GivingOptions, give, givingOptions } from '../wallet/offline/give-message.ts';
import { type KnownNames, knownNames } from '../wallet/offline/known-names.ts';
import { readMessage } from '../wallet/offline/read-message.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, file: string | undefined];
type Options = PassphraseOptions & GivingOptions & { readonly void?: string };

export const offlineFinish: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Reads what the payee’s wallet answered: a receipt, a void, or why it did not accept. Where that asks for more (acts it has not',
    'seen, or the evidence of a first meeting), --out or --qr gives what to bring it. Without a receipt what was handed over counts',
    'as spent. A void of more than the limit (`tally offline limits`; none unless it is set) is believed only when it is confirmed: at a',
    'terminal it asks, a program gives --void. Needs no network.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that paid' },
    {
      name: '[FILE]',
      what: 'the answer, as a file of bytes or of frames; standard input without it',
    },
  ],
  options: [
    {
      flags: '--void <amount>',
      what: 'believe a void of this amount; then nothing is asked',
    },
    ...givingOptions,
    passphraseFile,
  ],
  examples: ['tally offline finish ./ada receipt.tally'],
  run: (call, [dir, file], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const message = await readMessage(call, file);
      const finished = await finish(call, wallet, dir, { message, confirmed: options.void });
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

/** Reads the answer; of a void above the limit somebody at a terminal is asked. */
async function finish(
  call: Call,
  wallet: Wallet,
  dir: string,
  { message, confirmed }: { readonly message: Uint8Array; readonly confirmed: string | undefined },
): Promise<Finished> {
  const offline = wallet.offline();
  const first = await offline.finish(
    message,
    confirmed === undefined ? undefined : { confirmVoid: confirmed },
  );
  const isAsked = !first.ok && first.failure.code === 'void-unconfirmed' && confirmed === undefined;
  const amount = isAsked ? first.failure.data['amount'] : undefined;
  if (!isAsked || typeof amount !== 'string' || !call.terminal.interactive) {
    return offlineValue(first, dir);
  }
  await confirm(call, `${first.failure.message}\nBelieve the void of ${amount}?`);
  return offlineValue(await offline.finish(message, { confirmVoid: amount }), dir);
}

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
