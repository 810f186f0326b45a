import { existsSync } from 'node:fs';
import { joinFolderDevice } from '@tallystick/wallet/node';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { unlockKeyPath } from '../passphrase/unlock-key.ts';
import { usage } from '../stop.ts';
import { viewJson, viewText } from '../wallet/view-text.ts';

type Args = [dir: string, invitation: string];

export const walletJoin: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details: 'Once only, after a device of the same person has added this one.',
  args: [
    { name: 'DIR', what: 'a folder of `tally wallet device`' },
    { name: 'INVITATION', what: 'what `tally wallet add` printed: tally-invitation:…' },
  ],
  options: [passphraseFile],
  examples: ['tally wallet join ./phone "$(cat invitation.txt)"'],
  async run(call, [dir, invitation], options) {
    if (!existsSync(dir)) {
      throw usage(`There is no folder ${dir}. Make it: tally wallet device ${dir} --sovereign URL`);
    }
    const keyed = options.passphraseFile === undefined && existsSync(unlockKeyPath(dir));
    const unlock = keyed ? {} : { passphrase: await givePassphrase(call, dir, options) };
    const wallet = valueOf(await joinFolderDevice(dir, invitation, unlock));
    const view = wallet.view();
    await wallet.close();
    return { json: viewJson(view), text: viewText(view) };
  },
});
