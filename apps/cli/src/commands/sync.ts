import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import {
  settleOffline,
  settledJson,
  settledLines,
  waiting,
} from '../wallet/offline/settle-offline.ts';
import { withWallet } from '../wallet/open-wallet.ts';

export const sync: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details: [
    'Collects what was paid, claims what tabs gave, deposits cheques, takes back what is over, publishes proofs of forks, and makes',
    'young again what this wallet shows of itself to whoever it meets without a network. Give it whenever there is a network, and',
    'before the window of a tab or an allowance ends.',
  ].join('\n'),
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally sync ./ben'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const settled = await settleOffline(call, wallet);
      const lines = settledLines(settled);
      const text = lines.length === 0 ? 'Nothing was due.' : lines.join('\n');
      return waiting(settled, { json: settledJson(settled), text });
    }),
});
