import { type OwnHoldView, timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { days } from '../wallet/offline/days.ts';
import { PROMISED, promisedText } from '@tallystick/wallet/offline';
import { openedAnswer } from '../wallet/offline/set-aside.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';
import { toPayee } from '../wallet/party-text.ts';
import { type ReferenceOptions, referenceOption } from '../wallet/reference.ts';

interface Options extends PassphraseOptions, ReferenceOptions {
  readonly days: number;
}

type Args = [dir: string, to: string, amount: string, currency: string];

export const tabOpen: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Sets value aside for one payee, whom this wallet can then pay without a network. Nobody else gets it, this wallet',
    'neither, before the window is over; what the payee has not claimed by then comes back. It asks the sovereign once.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that will pay' },
    { name: 'TO', what: 'a handle, or an address' },
    { name: 'AMOUNT', what: 'the most that it can give in all, such as 50.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [days('how long the payee may claim', 30), referenceOption('tab'), passphraseFile],
  examples: ['tally tab open ./ada @ben 50.00 HRB --days 30'],
  run: (call, [dir, to, amount, currency], options) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const offline = wallet.offline();
      const { reference, days: lasting } = options;
      const named = reference === undefined ? {} : { reference };
      const request = { to: toPayee(to), amount, currency, days: lasting, ...named };
      const opened = offlineValue(await offline.openTab(request), dir);
      const tab = valueOf(await offline.own()).find(({ hold }) => hold === opened.hold);
      return openedAnswer(dir, opened, {
        json: { ...tab, promised: { ...PROMISED.tab } },
        text: tab === undefined ? '' : `${tabText(toPayee(to), tab)}\n${promisedText('tab')}`,
      });
    }),
});

function tabText(to: string, { cap, currency, until }: OwnHoldView): string {
  return `A tab of ${cap} ${currency} for ${to}, until ${timeText(until)}.`;
}
