import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { unanswered } from '../output/unanswered.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { knownNames } from '../wallet/offline/known-names.ts';
import { tabWith } from '../wallet/offline/own-holds.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, from: string];

export const tabClose: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details: [
    'For the payee of a tab: takes what it gave, and gives the rest back to whoever opened it before the window ends. Nothing more is',
    'accepted on it. Whoever opened it cannot: the payee relies on the window. What is unclaimed then comes back with `tally sync`.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that the tab is for' },
    { name: 'FROM', what: 'who opened it: a handle, an address, or the tab’s id' },
  ],
  options: [passphraseFile],
  examples: ['tally tab close ./ben @ada'],
  run: (call, [dir, from], options) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const offline = wallet.offline();
      const names = await knownNames(wallet);
      const hold = /^[0-9a-f]{64}$/.test(from)
        ? from
        : tabWith(
            valueOf(await offline.held()).filter(({ isOver }) => !isOver),
            from,
            { party: (one) => one.from, names },
          ).hold;
      const { status, amount, currency } = offlineValue(await offline.release(hold), dir);
      const json = { status, hold, amount, currency };
      if (status === 'pending') {
        return unanswered(json, `tally sync ${dir}`);
      }
      return {
        json,
        text: `Closed. Claimed with it: ${amount} ${currency}; the rest goes back to whoever opened it.`,
      };
    }),
});
