import { timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { knownNames } from '../wallet/offline/known-names.ts';
import { tabWith } from '../wallet/offline/own-holds.ts';
import { openedAnswer } from '../wallet/offline/set-aside.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';
import { type ReferenceOptions, referenceOption } from '../wallet/reference.ts';

interface Options extends PassphraseOptions, ReferenceOptions {}

type Args = [dir: string, to: string, amount: string];

export const tabRaise: CommandSpec = defineCommand<Args, Options>({
  details:
    'The tab stays one tab: what was given from it stands, and its window stays as it is. The payee is shown the raise with the\n' +
    'next act that needs it.',
  args: [
    { name: 'DIR', what: 'the folder of the wallet that opened the tab' },
    { name: 'TO', what: 'for whom it is: a handle, an address, or the tab’s id' },
    { name: 'AMOUNT', what: 'how much to add, such as 20.00' },
  ],
  options: [referenceOption('raise'), passphraseFile],
  examples: ['tally tab raise ./ada @ben 20.00'],
  run: (call, [dir, to, amount], { reference, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const offline = wallet.offline();
      const names = await knownNames(wallet);
      const tabs = valueOf(await offline.own());
      const { hold } = tabWith(tabs, to, { party: (one) => one.to, names });
      const raised = offlineValue(await offline.raiseTab(hold, amount, reference), dir);
      const tab = valueOf(await offline.own()).find((one) => one.hold === hold);
      return openedAnswer(dir, raised, {
        json: { ...tab },
        text:
          tab === undefined
            ? ''
            : `The tab for ${names.text(tab.to)} gives up to ${tab.cap} ${tab.currency} now, ${tab.given} of it given, until ${timeText(tab.until)}.`,
      });
    }),
});
