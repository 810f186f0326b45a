import { parseAlarm, toHex } from '@tallystick/protocol';
import { type List, type Module, historyOf, parse, rollBack, saysTheSame } from '@tallystick/rules';
import { type CommandSpec, defineCommand } from '../command.ts';
import { proposeText } from '../governance/propose-text.ts';
import {
  type AllProposals,
  type ProposalBody,
  askProposal,
  askProposals,
  recordOf,
} from '../governance/read-proposals.ts';
import { standingRollback } from '../governance/standing-rollback.ts';
import { valueOf } from '../failure.ts';
import { lastNumber } from '../governance/rules-ground.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { timeOf } from '../rules/rule-files.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, module: string, version: string];

interface Options extends PassphraseOptions {
  readonly from?: string;
  readonly emergency?: boolean;
}

export const rulesRollback: CommandSpec = defineCommand<Args, Options>({
  details: [
    'A rollback is a proposal as any other: an earlier version’s rules, under a new number and a date of its own, by the same',
    'procedure. Where that only tightens, --emergency brings it sooner, for a while. Given again, it goes on with the one that stands.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'MODULE', what: 'whose rules, such as DE or GLOBAL, or the name of a list' },
    { name: 'VERSION', what: 'the number of the version that is to be again' },
  ],
  options: [
    { flags: '--from <time>', what: 'when it comes into force; as soon as it can otherwise' },
    { flags: '--emergency', what: 'by the emergency lane' },
    passphraseFile,
  ],
  examples: ['tally rules rollback ./dov UG 1'],
  async run(call, [dir, module, version], options) {
    return await withWallet(call, dir, options, async (wallet) => {
      const { sovereign, identity } = wallet.view();
      const { url } = sovereign;
      // What was signed before a crash reaches the log first: else it would not be seen to stand.
      valueOf(await wallet.sync());
      const all = await askProposals(url);
      const found = decidedVersion(all, `${module}-${version}`);
      const earlier = await textOf(url, found.id);
      const current = newestOf(all, found.matter);
      if (current.id === found.id) {
        throw usage(`${found.name} is the newest version: there is nothing to go back from.`);
      }
      const lane = options.emergency === true ? 'emergency' : 'ordinary';
      const asked = options.from === undefined ? null : timeOf(options.from, 0);
      const wanted = { earlier, matter: found.matter, lane, from: asked } as const;
      const standing = await standingRollback(all, identity, wanted, (id) => textOf(url, id));
      if (standing !== undefined) {
        const { body, tree } = standing;
        call.note(`${body.name} says the same as ${found.name}, and stands.`);
        const alarms = body.alarms.flatMap((text) => parseAlarm(text) ?? []);
        return await proposeText(call, wallet, all, { tree, lane, alarms, dir });
      }
      const from = asked ?? soonest(found, all.time, lane);
      const number = lastNumber(found.matter, all.proposals) + 1;
      const force = { ...earlier.force, from, until: null };
      const tree = rollBack(earlier, number, force);
      const newest = await textOf(url, current.id);
      if (saysTheSame(tree, newest)) {
        call.note(`${current.name} says the same already.`);
      }
      return await proposeText(call, wallet, all, { tree, lane, alarms: [], dir });
    });
  },
});

function decidedVersion({ proposals }: AllProposals, name: string): ProposalBody {
  const decided = proposals.filter(({ stage }) => stage.opens !== null);
  const found = decided.find((one) => one.name.toUpperCase() === name.toUpperCase());
  if (found !== undefined) return found;
  const known = decided.map((one) => one.name).join(', ');
  throw usage(
    `${name} never was decided; there are ${known === '' ? 'none' : known}.`,
    'unknown-version',
  );
}

/** The newest version that is decided, of whichever lane. */
function newestOf({ proposals, time }: AllProposals, matter: string): ProposalBody {
  const own = proposals.filter((one) => one.matter === matter);
  const newest = historyOf(own.map(recordOf), time).versions.at(-1);
  const found = own.find(({ id }) => newest !== undefined && id === toHex(newest.proposal));
  if (found === undefined) throw usage(`No version of ${matter} is decided.`, 'unknown-version');
  return found;
}

async function textOf(url: string, id: string): Promise<Module | List> {
  const { text, name } = await askProposal(url, id);
  const { tree } = parse(text ?? '');
  if (tree !== null) return tree;
  throw usage(`The sovereign does not show the text of ${name}.`, 'bad-answer');
}

/** For what happens between two commands, and for clocks that differ. */
const MARGIN_MS = 2000;

/** In whole seconds, as texts say it: after its timelock, if nothing is closed meanwhile. */
function soonest({ procedure }: ProposalBody, time: number, lane: string): number {
  const { commentMs, voteMs, timelockMs } = procedure;
  const all = lane === 'emergency' ? 0 : commentMs + voteMs + timelockMs;
  return Math.ceil((Math.max(time, Date.now()) + all + MARGIN_MS) / 1000) * 1000;
}
