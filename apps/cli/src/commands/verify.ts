import type { Verified } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { withWallet } from '../wallet/open-wallet.ts';
import { problemsText } from '../wallet/problems-text.ts';

export const verify: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details:
    'Reads every stored byte, then asks the sovereign to prove that its log still holds what it once certified. When it\n' +
    'does not answer, what is stored is checked, with exit status 4.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally verify ./ada'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const { ok, problems, checked } = valueOf(await wallet.verify());
      const json = {
        ok,
        problems: problems.map((problem) => ({ ...problem })),
        checked: { ...checked },
      };
      if (!ok) {
        const complaint = problemsText(problems);
        return { json, text: '', complaint, status: EXIT.tampering };
      }
      if (checked.online) return { json, text: `All is well: ${wellText(checked)}` };
      const { name } = wallet.view().sovereign;
      const complaint = `${name} does not answer: whether its log still holds all of this was not checked.`;
      const text = `What is stored fits together: ${wellText(checked)}`;
      return { json, text, complaint, status: EXIT.unreachable };
    }),
});

function wellText({
  records,
  transitions,
  certificates,
  checkpoints,
}: Verified['checked']): string {
  return `${records} records, ${transitions} transitions, ${certificates} certificates and ${checkpoints} checkpoints.`;
}
