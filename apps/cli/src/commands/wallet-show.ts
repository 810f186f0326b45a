import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { enrolledAt } from '../wallet/enrolled.ts';
import { withWallet } from '../wallet/open-wallet.ts';
import { viewJson, viewText } from '../wallet/view-text.ts';

export const walletShow: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details:
    'Also its devices, each with the number that `tally wallet revoke` takes when one is lost; what it knew as of the last answer.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally wallet show ./ada'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const view = wallet.view();
      const enrolled = await enrolledAt(wallet);
      const devices = view.devices.map((device) => ({
        ...device,
        enrolledAt: enrolled.get(device.key) ?? null,
      }));
      return {
        json: { ...viewJson(view), devices },
        text: viewText(view, enrolled),
      };
    }),
});
