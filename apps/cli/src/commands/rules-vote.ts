import type { Choice } from '@tallystick/protocol';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { askProposals, resolveProposal } from '../governance/read-proposals.ts';
import { requireStage } from '../governance/require-stage.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, proposal: string, choice: string];

const CHOICES: readonly string[] = ['yes', 'no', 'abstain'] satisfies readonly Choice[];

export const rulesVote: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details:
    'One identity has one ballot, and the first is the only one: a changed mind would let whoever coerces wait for the last\n' +
    'second. Ballots are public and signed. Given again, it answers with the same ballot.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'PROPOSAL', what: 'its name, such as DE-15, or the first digits of its id' },
    { name: 'CHOICE', what: 'yes, no or abstain' },
  ],
  options: [passphraseFile],
  examples: ['tally rules vote ./dov KE-1 yes'],
  async run(call, [dir, typed, choice], options) {
    if (!CHOICES.includes(choice)) throw usage(`Vote yes, no or abstain, not ${choice}.`);
    return await withWallet(call, dir, options, async (wallet) => {
      const { proposals, time } = await askProposals(wallet.view().sovereign.url);
      const found = resolveProposal(proposals, typed);
      const { id: proposal, name, procedure } = found;
      if (procedure.vendors > 0) {
        const message =
          `Ballots on ${name} need a voting key in attested hardware, which this command cannot ask. ` +
          'The wallet’s page on your sovereign can: open /wallet/votes there (docs/people/voting-keys.md).';
        throw usage(message, 'voting-key-needed');
      }
      requireStage(found, time, 'voting');
      const said = valueOf(await wallet.governance().vote({ proposal, choice: choice as Choice }));
      return {
        json: { proposal, name, choice, ballot: said.id, index: said.index },
        text: `${choice} on ${name}: it is in the log, entry ${said.index}.\nHow it stands: tally rules status ${dir} ${name}`,
      };
    });
  },
});
