import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { withWallet } from '../wallet/open-wallet.ts';
import { viewJson, viewText } from '../wallet/view-text.ts';

export const walletShow: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally wallet show ./ada'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, (wallet) => {
      const view = wallet.view();
      return Promise.resolve({ json: viewJson(view), text: viewText(view) });
    }),
});
