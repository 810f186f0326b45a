import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { listOf } from '../wallet/offline/own-holds.ts';
import { withWallet } from '../wallet/open-wallet.ts';

export const allowanceList: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details:
    'As stored in the wallet; nobody is asked. Of others those are listed that have given this wallet cheques.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally allowance list ./ada'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => await listOf('allowance', wallet)),
});
