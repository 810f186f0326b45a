import { gatherBounded } from '@tallystick/protocol';
import { streamFetch } from '@tallystick/wallet/streams';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { unreachable, usage } from '../stop.ts';
import { countFrom } from '../stream/options.ts';
import { days } from '../wallet/offline/days.ts';
import { PROMISED } from '@tallystick/wallet/offline';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly budget: string;
  readonly perRequest?: string;
  readonly to?: string;
  readonly times: number;
  readonly days: number;
}

/** Longer answers are not printed. */
const MOST_BYTES = 67_108_864;

type Args = [dir: string, url: string, currency: string];

export const streamPay: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Fetches an address and prints what it answers; where that asks for ticks, pays them from a tab for its payee. Where there is',
    'no tab with room it opens one of the budget, which asks the sovereign once; what is not used comes back after its days.',
    'Never pays more than the budget, whatever the server asks for.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that pays' },
    { name: 'URL', what: 'what to fetch' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [
    { flags: '--budget <amount>', what: 'the most that is paid in all', required: true },
    { flags: '--per-request <amount>', what: 'the most that one request may cost' },
    { flags: '--to <address>', what: 'pay this address alone, whatever the server says' },
    { flags: '--times <number>', what: 'fetch it so often', preset: 1, parse: countFrom(1) },
    days('how long its payee may claim from a tab that is opened', 7),
    passphraseFile,
  ],
  examples: ['tally stream pay ./ada http://127.0.0.1:8402/ HRB --budget 0.50 --times 3'],
  run: (call, [dir, url, currency], options) =>
    withWallet(call, dir, options, async (wallet) => {
      if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
        throw usage(`${url} is no http:// or https:// address.`);
      }
      await syncWallet(call, wallet);
      const { budget, perRequest, to, times, days: tabDays } = options;
      const client = valueOf(
        streamFetch(wallet, {
          budget,
          currency,
          tabDays,
          ...(perRequest === undefined ? {} : { perRequest }),
          ...(to === undefined ? {} : { to }),
        }),
      );
      const answers: { status: number; body: string; paid: string }[] = [];
      try {
        for (let n = 0; n < times; n += 1) {
          const { response, paid } = valueOf(await client.fetch(url));
          const bytes = await gatherBounded(response.body ?? [], MOST_BYTES);
          if (bytes === undefined) throw unreachable('The answer is too long to be printed.');
          const body = new TextDecoder().decode(bytes);
          answers.push({ status: response.status, body, paid });
          if (!call.json) call.terminal.out(body.endsWith('\n') ? body : `${body}\n`);
        }
      } finally {
        await client.close();
        call.note(`Paid ${client.spent()} ${currency} of ${budget} for ${answers.length} answers.`);
      }
      const promised = { ...PROMISED.stream };
      return { json: { paid: client.spent(), currency, budget, answers, promised }, text: '' };
    }),
});
