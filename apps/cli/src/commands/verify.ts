import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { withWallet } from '../wallet/open-wallet.ts';
import { problemsText } from '../wallet/problems-text.ts';

export const verify: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details:
    'Reads every stored byte, then asks the sovereign to prove that its log still holds what it once certified.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally verify ./ada'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const { ok, problems, checked } = valueOf(await wallet.verify());
      const { records, transitions, certificates, checkpoints } = checked;
      const looked =
        `${records} records, ${transitions} transitions, ${certificates} certificates ` +
        `and ${checkpoints} checkpoints`;
      return {
        json: {
          ok,
          problems: problems.map((problem) => ({ ...problem })),
          checked: { ...checked },
        },
        text: ok ? `All is well: ${looked} fit together.` : '',
        ...(ok ? {} : { status: EXIT.tampering, complaint: problemsText(problems) }),
      };
    }),
});
