import type { Verified } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { checkFork } from '../wallet/offline/check-fork.ts';
import { withWallet } from '../wallet/open-wallet.ts';
import { problemsText } from '../wallet/problems-text.ts';

interface Options extends PassphraseOptions {
  readonly fork?: string;
  readonly pin?: string;
}

export const verify: CommandSpec = defineCommand<[dir: string | undefined], Options>({
  details:
    'Reads every stored byte, then asks the sovereign to prove that its log still holds what it once certified. When it\n' +
    'does not answer, what is stored is checked, with exit status 4. With --fork it checks evidence from a file instead: that a payer\n' +
    'signed two histories or a false total, and that this is on the log. That needs no wallet and no network.',
  args: [{ name: '[DIR]', what: 'the wallet’s folder' }],
  options: [
    {
      flags: '--fork <file>',
      what: 'evidence of a fork, as `tally offline forks --out` writes it',
    },
    {
      flags: '--pin <id>',
      what: 'with --fork: the sovereign whose log it has to be on; its id stands in `tally wallet show`',
    },
    passphraseFile,
  ],
  examples: ['tally verify ./ada'],
  run: (call, [dir], { fork, pin, ...options }) => {
    if (fork !== undefined && dir === undefined) return Promise.resolve(checkFork(fork, pin));
    if (dir === undefined || fork !== undefined) {
      throw usage('Name a wallet’s folder, or evidence with --fork FILE.');
    }
    return withWallet(call, dir, options, async (wallet) => {
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
    });
  },
});

function wellText({
  records,
  transitions,
  certificates,
  checkpoints,
}: Verified['checked']): string {
  return `${records} records, ${transitions} transitions, ${certificates} certificates and ${checkpoints} checkpoints.`;
}
