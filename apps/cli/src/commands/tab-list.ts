import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { listOf } from '../wallet/offline/own-holds.ts';
import { withWallet } from '../wallet/open-wallet.ts';

export const tabList: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details:
    'As stored in the wallet; nobody is asked. A tab of somebody’s is listed once a sync has heard of it, or it has given something.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally tab list ./ada'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => await listOf('tab', wallet)),
});
