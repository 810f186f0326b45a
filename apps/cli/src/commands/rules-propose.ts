import type { List, Module } from '@tallystick/rules';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import { proposeMatter, proposeText } from '../governance/propose-text.ts';
import {
  STRUCTURED_FILES,
  readStructuredProposal,
  structuredMatter,
} from '../governance/structured-file.ts';
import { readAlarms } from '../governance/alarm-text.ts';
import { askProposals } from '../governance/read-proposals.ts';
import { readTree } from '../governance/read-tree.ts';
import type { Answer } from '../output/answer.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { timeOf } from '../rules/rule-files.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, file: string];

interface Options extends PassphraseOptions {
  readonly matter?: string;
  readonly from?: string;
  readonly until?: string;
  readonly emergency?: boolean;
  readonly alarm?: readonly string[];
}

export const rulesPropose: CommandSpec = defineCommand<Args, Options>({
  details: [
    'A module or a list, as a text of rules. It is looked at here first, as the gates of the node will: what it newly allows,',
    'holds and refuses is told, and what they would refuse is not proposed. Then the wallet says it on the log, in parts where it',
    'is long, and brings what the node’s gates have signed. Given again, it goes on where it was stopped; what was withdrawn or has',
    'failed is proposed anew. An emergency only tightens, is approved by its office alone, and lapses by itself. With --matter the',
    'file is JSON instead of a text, says the whole matter, and --from says when it comes into force. What it looks like for each',
    'matter is in docs/operators/governance.md; “as it is” stands for keys that a treasury, a cosigner or an office has already.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'FILE', what: 'one text of rules; with --matter, JSON' },
  ],
  options: [
    { flags: '--matter <kind>', what: `of ${STRUCTURED_FILES.join(', ')}, instead of a text` },
    { flags: '--from <time>', what: 'when it comes into force, instead of what the text says' },
    { flags: '--until <time>', what: 'when it ends, instead of what the text says' },
    { flags: '--emergency', what: 'by the emergency lane' },
    {
      flags: '--alarm <text...>',
      what: 'when everybody is to be told that it stops more than expected, up to 8: “refused: more than 50 of the last 1000”',
    },
    passphraseFile,
  ],
  examples: [
    'tally rules propose ./dov ./ke.rules',
    'tally rules propose ./dov ./governance.json --matter governance --from 2027-01-01',
  ],
  async run(call, [dir, file], options) {
    const { matter } = options;
    if (matter !== undefined) return await proposeFile(call, dir, file, matter, options);
    const tree = dated(readTree(file), options);
    return await withWallet(call, dir, options, async (wallet) => {
      const all = await askProposals(wallet.view().sovereign.url);
      const lane = options.emergency === true ? 'emergency' : 'ordinary';
      return await proposeText(call, wallet, all, {
        tree,
        lane,
        alarms: readAlarms(options.alarm ?? []),
        dir,
      });
    });
  },
});

async function proposeFile(
  call: Call,
  dir: string,
  file: string,
  matter: string,
  options: Options,
): Promise<Answer> {
  const kind = structuredMatter(matter);
  // Said, and not taken from the clock: given again, it has to be the same proposal.
  if (options.from === undefined) throw usage('Say when it comes into force: --from TIME.');
  if (options.emergency === true) throw usage('An emergency is for texts of rules.');
  const from = timeOf(options.from, 0);
  const alarms = readAlarms(options.alarm ?? []);
  if (alarms.length > 0 && kind !== 'settings') throw usage('Alarms are for rules.');
  const until = options.until === undefined ? null : timeOf(options.until, 0);
  if (kind === 'currencies' && until !== null) {
    throw usage('Currencies have no end: leave --until out.');
  }
  return await withWallet(call, dir, options, async (wallet) => {
    const { sovereign } = wallet.view();
    const all = await askProposals(sovereign.url);
    const content = await readStructuredProposal(sovereign, all, kind, file);
    const dates = { from, until, alarms, lane: 'ordinary' } as const;
    const proposed = { matter: { kind }, content, ...dates, dir };
    return await proposeMatter(call, wallet, all, proposed);
  });
}

function dated(tree: Module | List, { from, until }: Options): Module | List {
  const { force } = tree;
  const begins = timeOf(from, force.from);
  const ends = until === undefined ? force.until : timeOf(until, 0);
  if (ends !== null && ends <= begins) throw usage('A version ends after it begins.');
  return { ...tree, force: { ...force, from: begins, until: ends } };
}
