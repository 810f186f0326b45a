import { type CommandSpec, defineCommand } from '../command.ts';
import { unanswered } from '../output/unanswered.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { claimOption } from '../wallet/holds/claim-number.ts';
import { HOLD, findHold } from '../wallet/holds/find-hold.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly claim?: number;
}

export const holdTake: CommandSpec = defineCommand<[dir: string, hold: string], Options>({
  details:
    'With the words that were read before (`tally hold add`). Says what is missing where it cannot be taken yet; then nothing was signed. Taking one’s part of a swap shows the secret: first `tally hold check`.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }, HOLD],
  options: [claimOption, passphraseFile],
  examples: ['tally hold take ./ben @ada'],
  run: (call, [dir, typed], { claim, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const { hold } = await findHold(wallet, dir, typed);
      const taken = offlineValue(await wallet.holds().take(hold, claim), dir);
      const { amount, currency } = taken;
      if (taken.status === 'final') {
        return { json: { ...taken }, text: `Taken: ${amount} ${currency}.` };
      }
      return unanswered({ ...taken }, `tally hold list ${dir}`);
    }),
});
