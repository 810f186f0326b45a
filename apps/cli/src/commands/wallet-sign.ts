import { timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { changeJson, readChangeFile, written } from '../wallet/change-identity.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, file: string];

interface Options extends PassphraseOptions {
  readonly show?: boolean;
}

export const walletSign: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Shows what it does, as its bytes say it, and adds this device’s signature to FILE. Until it is handed in or its hours are',
    'over this device signs no other change: look with --show first.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'FILE', what: 'what another device wrote with --propose' },
  ],
  options: [{ flags: '--show', what: 'only say what it does, and sign nothing' }, passphraseFile],
  examples: ['tally wallet sign ./phone revoke.txt --show', 'tally wallet sign ./phone revoke.txt'],
  async run(call, [dir, file], options) {
    const text = readChangeFile(file);
    return await withWallet(call, dir, options, async (wallet) => {
      const shown = valueOf(await wallet.readChange(text));
      const what = `It is to ${shown.does}, until ${timeText(shown.until)}.`;
      if (options.show === true) return { json: changeJson(shown), text: what };
      call.note(what);
      return written(file, valueOf(await wallet.signChange(text)));
    });
  },
});
