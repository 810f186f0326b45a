import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { askProposals, resolveProposal } from '../governance/read-proposals.ts';
import { requireStage } from '../governance/require-stage.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, proposal: string];

export const rulesWithdraw: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details:
    'By whoever proposed it, as long as it is open for comments. The same text can be proposed again.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder, of the author' },
    { name: 'PROPOSAL', what: 'its name, such as DE-15, or the first digits of its id' },
  ],
  options: [passphraseFile],
  examples: ['tally rules withdraw ./dov DE-1'],
  run: (call, [dir, typed], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const { proposals, time } = await askProposals(wallet.view().sovereign.url);
      const found = resolveProposal(proposals, typed);
      const { id: proposal, name } = found;
      if (found.withdrawnAt === null) requireStage(found, time, 'comment');
      const said = valueOf(await wallet.governance().withdraw(proposal));
      return {
        json: { proposal, name, withdrawal: said.id, index: said.index },
        text: `${name} is withdrawn: it is in the log, entry ${said.index}.`,
      };
    }),
});
