import { timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { readSpan } from '../hours.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { SHORT, findHold } from '../wallet/holds/find-hold.ts';
import { readMoment } from '../wallet/holds/moment.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';
import { toPayee } from '../wallet/party-text.ts';

interface Options extends PassphraseOptions {
  readonly hold?: string;
  readonly hash?: string;
  readonly answerUntil?: number;
  readonly margin?: number;
}

type Args = [dir: string, from: string, amount: string, currency: string];

export const holdCheck: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Asks the sovereign what the other side of a swap has locked, and compares it with what was agreed upon. Whoever answers checks with',
    '--answer-until, the end of its own part, before locking that; whoever began checks with --hash, that of its own secret, before taking,',
    'which shows the secret. Names everything that differs; then lock nothing, and take nothing.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'FROM', what: 'who has to have locked it: a handle or an address' },
    { name: 'AMOUNT', what: 'what was agreed upon, such as 20.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [
    {
      flags: '--answer-until <time>',
      what: 'of whoever answers: until when its own part can be taken, such as 2027-01-01T00:00Z, or 2d from now',
      parse: readMoment,
    },
    { flags: '--hash <hash>', what: 'of whoever began: the hash of its own secret' },
    {
      flags: '--margin <span>',
      what: 'how much longer it has to last (12h than the own part; 1h from now for whoever began)',
      parse: readSpan,
    },
    {
      flags: '--hold <hold>',
      what: 'which one, by the beginning of its id, where several are open with FROM',
    },
    passphraseFile,
  ],
  examples: ['tally hold check ./ben @ada 20.00 HRB --answer-until 2d'],
  run: (call, [dir, from, amount, currency], options) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const { hold } = await findHold(wallet, dir, options.hold ?? from, 'others');
      const { hash, answerUntil, margin: marginMs } = options;
      const agreed = {
        ...(hash === undefined ? {} : { hash }),
        ...(answerUntil === undefined ? {} : { answerUntil }),
        ...(marginMs === undefined ? {} : { marginMs }),
      };
      const terms = { hold, amount, currency, from: toPayee(from), ...agreed };
      const checked = offlineValue(await wallet.holds().checkSwap(terms), dir);
      const short = hold.slice(0, SHORT);
      const next =
        answerUntil === undefined
          ? `tally hold take ${dir} ${short}`
          : `tally hold put ${dir} ${from} AMOUNT CURRENCY --when "${checked.when}" --until ${typed(answerUntil)}`;
      return {
        json: { hold, ...checked },
        text: `As agreed: ${short} holds ${amount} ${currency} from ${from}, for this wallet alone, until ${timeText(checked.until)}.\nNext: ${next}`,
      };
    }),
});

/** A moment as `readMoment` reads it, never later than it is. */
function typed(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -5)}Z`;
}
