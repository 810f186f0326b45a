import type { Announced, HistoryEntry, Outcome, Wallet } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import type { Answer } from '../output/answer.ts';
import { unanswered } from '../output/unanswered.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';
import { partyText, toPayee } from '../wallet/party-text.ts';

interface Options extends PassphraseOptions {
  readonly memo?: string;
  readonly purpose?: string;
  readonly announce?: boolean;
}

type Args = [dir: string, to: string, amount: string | undefined, currency: string | undefined];

export const pay: CommandSpec = defineCommand<Args, Options>({
  details:
    'Final means: stored by the sovereign, in its public log, and proven by the certificate that is kept here.\n' +
    'When no answer comes (exit status 4), it is not known yet whether it was paid: `tally balance DIR` finds out.\n' +
    'One’s own handle may be paid, too: whichever of one’s devices collects first has it.',
  args: [
    { name: 'DIR', what: 'the folder of the wallet that pays' },
    { name: 'TO', what: 'a handle, an address, or a tally: URI' },
    { name: '[AMOUNT]', what: 'such as 5.00; a URI may say it' },
    { name: '[CURRENCY]', what: 'such as HRB; a URI may say it' },
  ],
  options: [
    { flags: '--memo <text>', what: 'a note that only the receiver can read' },
    { flags: '--purpose <code>', what: 'what it is for, where rules ask: SALA of ISO 20022, say' },
    { flags: '--announce', what: 'only say that it will be paid, where rules ask for a wait' },
    passphraseFile,
  ],
  examples: ['tally pay ./ada @ben 5.00 HRB', 'tally pay ./ada ben 5.00 HRB --memo "for the fish"'],
  run: (call, [dir, to, amount, currency], { memo, purpose, announce = false, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const request = {
        to: toPayee(to),
        ...(amount === undefined ? {} : { amount }),
        ...(currency === undefined ? {} : { currency }),
        ...(memo === undefined ? {} : { memo }),
        ...(purpose === undefined ? {} : { purpose }),
      };
      if (announce) return announced(valueOf(await wallet.announce(request)));
      const payment = valueOf(advised(await wallet.pay(request)));
      const { id, hold, status } = payment;
      if (status === 'pending') {
        return unanswered({ id, hold, status }, `tally balance ${dir}`);
      }
      const made = await paymentMade(wallet, id);
      return {
        json: { id, status, hold, ...made, certificate: { ...payment.certificate } },
        text: `Paid ${paidText(made)}. Final: entry ${payment.certificate.index} of ${wallet.view().sovereign.name}’s log.`,
      };
    }),
});

function announced({ at, until }: Announced): Answer {
  const [since, lapses] = [at, until].map((time) => new Date(time).toISOString());
  return {
    json: { announced: since ?? '', lapses: lapses ?? '' },
    text: `Announced, ${since}. The same command without --announce pays it, when it has waited as long as rules ask; until ${lapses}.`,
  };
}

/** What lifts a hold that asks for a wait is an announcement. */
function advised<T>(outcome: Outcome<T>): Outcome<T> {
  if (outcome.ok || outcome.failure.code !== 'rules-hold') return outcome;
  const { refused } = outcome.failure.data;
  if (!JSON.stringify(refused ?? null).includes('"waiting ')) return outcome;
  const message = `${outcome.failure.message} Announce it now (the same command with --announce), and pay afterwards.`;
  return { ok: false, failure: { ...outcome.failure, message } };
}

type Made = Pick<HistoryEntry, 'amount' | 'currency' | 'party' | 'handle' | 'memo'>;

/** What the transition pays and whom, as it was signed and stored, whatever was typed. */
async function paymentMade(wallet: Wallet, id: string): Promise<Made> {
  const entries = valueOf(await wallet.history());
  const entry = entries.findLast((one) => one.id === id && one.kind === 'paid');
  if (entry === undefined) throw new Error(`the payment ${id} is not in the history`);
  const { amount, currency, party, handle, memo } = entry;
  return {
    ...(amount === undefined ? {} : { amount }),
    ...(currency === undefined ? {} : { currency }),
    ...(party === undefined ? {} : { party }),
    ...(handle === undefined ? {} : { handle }),
    ...(memo === undefined ? {} : { memo }),
  };
}

function paidText({ amount = '', currency = '', party, handle, memo }: Made): string {
  const payee = partyText({
    ...(party === undefined ? {} : { address: party }),
    ...(handle === undefined ? {} : { handle }),
  });
  return `${amount} ${currency} to ${payee}${memo === undefined ? '' : `, “${memo}”`}`;
}
