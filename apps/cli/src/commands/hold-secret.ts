import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { type OutOptions, giveText, outOption } from '../wallet/holds/text-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions, OutOptions {
  readonly reveal?: string;
}

export const holdSecret: CommandSpec = defineCommand<[dir: string], Options>({
  details:
    'Makes a secret, keeps it in the wallet, and shows its hash, for the condition `preimage HASH`. Taking under it shows the secret to the other side: see first what that has locked, with `tally hold check`.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [
    {
      flags: '--reveal <hash>',
      what: 'show the secret of that hash instead, as a word for others',
    },
    outOption,
    passphraseFile,
  ],
  examples: ['tally hold secret ./ada'],
  run: (call, [dir], { reveal, out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const holds = wallet.holds();
      const to = out === undefined ? {} : { out };
      if (reveal === undefined) {
        const hash = offlineValue(await holds.secret(), dir);
        return giveText(hash, to, 'the hash of a new secret.', { hash });
      }
      const word = offlineValue(await holds.reveal(reveal), dir);
      return giveText(word, to, 'the secret, for whoever may have it.', { hash: reveal });
    }),
});
