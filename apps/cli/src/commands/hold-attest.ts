import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { type OutOptions, giveText, outOption } from '../wallet/holds/text-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { confirmed } from '../wallet/offline/confirm.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions, OutOptions {}

export const holdAttest: CommandSpec = defineCommand<[dir: string, statement: string], Options>({
  details:
    'An oracle’s word, signed by this device: of use to every hold that asks this key for just these words. It cannot be taken back.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'STATEMENT', what: 'the words, exactly as those who agreed wrote them' },
  ],
  options: [outOption, passphraseFile],
  examples: ['tally hold attest ./carl "The parcel has arrived." --out attested.txt'],
  run: (call, [dir, statement], { out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      await confirmed(call, `Sign that this is true: “${statement}”?`);
      const word = offlineValue(await wallet.holds().attest(statement), dir);
      const said = `your word. Whoever needs it reads it with: tally hold add DIR ${out ?? 'FILE'}`;
      return giveText(word, out === undefined ? {} : { out }, said, { statement });
    }),
});
