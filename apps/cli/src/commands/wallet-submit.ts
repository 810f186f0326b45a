import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { changeJson, doneAnswer, readChangeFile } from '../wallet/change-identity.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, file: string];

export const walletSubmit: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details: 'Any device of the same person can hand it in. Given again, it has the same outcome.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'FILE', what: 'a change that enough devices have signed' },
  ],
  options: [passphraseFile],
  examples: ['tally wallet submit ./ada revoke.txt'],
  async run(call, [dir, file], options) {
    const text = readChangeFile(file);
    return await withWallet(call, dir, options, async (wallet) => {
      const answer = valueOf(await wallet.submitChange([text]));
      if ('id' in answer) return doneAnswer(answer);
      const { signed, needed } = answer;
      return {
        json: { status: 'pending', ...changeJson(answer) },
        text: `Signed by ${signed.length} of ${needed} devices (${signed.join(', ')}): it waits for the others.`,
      };
    });
  },
});
