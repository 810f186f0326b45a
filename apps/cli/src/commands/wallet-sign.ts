import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { readChangeFile, written } from '../wallet/change-identity.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, file: string];

export const walletSign: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details: [
    'Shows what it does, as its bytes say it, and adds this device’s signature to FILE. Until it is handed in or its hours are',
    'over this device signs no other change.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'FILE', what: 'what another device wrote with --propose' },
  ],
  options: [passphraseFile],
  examples: ['tally wallet sign ./phone revoke.txt'],
  async run(call, [dir, file], options) {
    const text = readChangeFile(file);
    return await withWallet(call, dir, options, async (wallet) => {
      const { does, until } = valueOf(await wallet.readChange(text));
      call.note(`It is to ${does}, until ${new Date(until).toISOString()}.`);
      return written(file, valueOf(await wallet.signChange(text)));
    });
  },
});
