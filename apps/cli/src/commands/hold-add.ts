import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { holdJson, holdsText } from '../wallet/holds/hold-text.ts';
import { readTextFile } from '../wallet/holds/text-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { knownNames } from '../wallet/offline/known-names.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

const TERMS = 'tally-hold:';

export const holdAdd: CommandSpec = defineCommand<[dir: string, file: string], PassphraseOptions>({
  details:
    'Terms are checked against the log, words against the keys that were named; what does not fit is refused and changes nothing.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'FILE', what: 'terms or a word, as somebody’s wallet wrote them' },
  ],
  options: [passphraseFile],
  examples: ['tally hold add ./carl terms.txt', 'tally hold add ./ben word.txt'],
  run: (call, [dir, file], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const text = readTextFile(file);
      // What a word is for may have been put a moment ago.
      await syncWallet(call, wallet);
      const holds = wallet.holds();
      const views = offlineValue(
        await (text.startsWith(TERMS) ? holds.agree(text) : holds.gather(text)),
        dir,
      );
      const names = await knownNames(wallet);
      const json = { holds: views.map(holdJson) };
      return { json, text: views.length === 0 ? 'Kept.' : holdsText(views, names) };
    }),
});
