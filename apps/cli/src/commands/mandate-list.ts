import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { mandateJson, mandateText } from '../wallet/holds/mandate-text.ts';
import { knownNames } from '../wallet/offline/known-names.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

export const mandateList: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details:
    'Sets aside what is due, and says where the balance is short. Those of others for this wallet: tally hold list.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally mandate list ./ada'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const { unreachable } = await syncWallet(call, wallet);
      const given = valueOf(await wallet.holds().mandates());
      const names = await knownNames(wallet);
      const lines = given.map((view) => mandateText(view, names));
      return {
        json: { mandates: given.map(mandateJson) },
        text: lines.length === 0 ? 'No mandates.' : lines.join('\n'),
        ...(unreachable === undefined
          ? {}
          : {
              status: EXIT.unreachable,
              complaint: `${unreachable}\nThis is what the wallet knew before.`,
            }),
      };
    }),
});
