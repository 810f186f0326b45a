import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { holdJson, holdsText } from '../wallet/holds/hold-text.ts';
import { knownNames } from '../wallet/offline/known-names.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly all?: boolean;
}

export const holdList: CommandSpec = defineCommand<[dir: string], Options>({
  details:
    'Value that waits: what this wallet has set aside, and what names it. Says of each claim what is missing, and takes what only waited for its time.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [{ flags: '--all', what: 'also those that are taken or returned' }, passphraseFile],
  examples: ['tally hold list ./ben', 'tally hold list ./ada --all'],
  run: (call, [dir], { all = false, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const { unreachable } = await syncWallet(call, wallet);
      const known = valueOf(await wallet.holds().list());
      const shown = all
        ? known
        : known.filter(({ status }) => status === 'open' || status === 'pending');
      const names = await knownNames(wallet);
      return {
        json: { holds: shown.map(holdJson) },
        text: shown.length === 0 ? 'Nothing waits.' : holdsText(shown, names),
        ...(unreachable === undefined
          ? {}
          : {
              status: EXIT.unreachable,
              complaint: `${unreachable}\nThis is what the wallet knew before.`,
            }),
      };
    }),
});
