import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import {
  settleOffline,
  settledJson,
  settledLines,
  waiting,
} from '../wallet/offline/settle-offline.ts';
import { withWallet } from '../wallet/open-wallet.ts';

export const tabRedeem: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details:
    'Takes at the sovereign what others’ tabs have given this wallet, as `tally sync` does, with everything else that is due; the\n' +
    'tabs stay open. Do it before the window of a tab ends: what is not claimed by then returns to the payer.',
  args: [{ name: 'DIR', what: 'the folder of the wallet that was paid' }],
  options: [passphraseFile],
  examples: ['tally tab redeem ./ben'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const settled = await settleOffline(call, wallet);
      const lines = settledLines(settled);
      const text =
        lines.length === 0 ? 'No tab has given anything that is not claimed.' : lines.join('\n');
      return waiting(settled, { json: settledJson(settled), text });
    }),
});
