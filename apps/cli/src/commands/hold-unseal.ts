import { type CommandSpec, defineCommand } from '../command.ts';
import { replaceDurably } from '@tallystick/sovereign';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { MAX_SEALED_FILE, readBytesFile } from '../wallet/holds/bytes-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly out: string;
}

export const holdUnseal: CommandSpec = defineCommand<[dir: string, file: string], Options>({
  details: 'With the shares and secrets that were read before with `tally hold add`.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'FILE', what: 'what `tally hold seal` wrote' },
  ],
  options: [
    { flags: '--out <file>', what: 'where the content goes', required: true },
    passphraseFile,
  ],
  examples: ['tally hold unseal ./ben letter.sealed --out opened.txt'],
  run: (call, [dir, file], { out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const sealed = readBytesFile(file, MAX_SEALED_FILE);
      const content = offlineValue(await wallet.holds().unseal(sealed), dir);
      replaceDurably(out, content);
      return {
        json: { out, bytes: content.length },
        text: `${out}: opened, ${content.length} bytes.`,
      };
    }),
});
