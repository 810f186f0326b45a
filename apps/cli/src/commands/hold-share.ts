import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { MAX_SEALED_FILE, readBytesFile } from '../wallet/holds/bytes-file.ts';
import { type OutOptions, giveText, outOption } from '../wallet/holds/text-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { confirmed } from '../wallet/offline/confirm.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions, OutOptions {}

export const holdShare: CommandSpec = defineCommand<[dir: string, file: string], Options>({
  details:
    'Releases this wallet’s share of sealed content: whoever has the shares of a whole group opens it. It cannot be taken back.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'FILE', what: 'what `tally hold seal` wrote' },
  ],
  options: [outOption, passphraseFile],
  examples: ['tally hold share ./carl letter.sealed --out share.txt'],
  run: (call, [dir, file], { out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const sealed = readBytesFile(file, MAX_SEALED_FILE);
      await confirmed(call, `Release this wallet’s share of ${file}?`);
      const word = offlineValue(await wallet.holds().share(sealed), dir);
      const said = `your share. The others read it with: tally hold add DIR ${out ?? 'FILE'}`;
      return giveText(word, out === undefined ? {} : { out }, said);
    }),
});
