import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { withWallet } from '../wallet/open-wallet.ts';
import { viewJson, viewText } from '../wallet/view-text.ts';

interface Options extends PassphraseOptions {
  readonly sovereign: string;
}

export const walletMove: CommandSpec = defineCommand<[dir: string], Options>({
  details:
    'The sovereign is known by its constitution, not by its address: it has to show the same one there, and a log that\n' +
    'continues everything that this wallet has seen of it. Else the wallet stays where it was.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [
    { flags: '--sovereign <url>', what: 'the sovereign’s new address', required: true },
    passphraseFile,
  ],
  examples: ['tally wallet move ./ada --sovereign http://127.0.0.1:7600'],
  run: (call, [dir], { sovereign, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const view = valueOf(await wallet.moveTo(sovereign.replace(/\/+$/, '')));
      return { json: viewJson(view), text: viewText(view) };
    }),
});
