import { formatScope } from '@tallystick/protocol';
import {
  type GatesGround,
  type GatesReport,
  type List,
  type Module,
  type RulebookSource,
  DEFAULT_STEPS,
  LONGEST_STEP,
  nameOf,
  runGates,
} from '@tallystick/rules';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { lookAhead, matterOfText, versionOf } from '../governance/look-ahead.ts';
import { askProposals } from '../governance/read-proposals.ts';
import { readTrees } from '../governance/read-tree.ts';
import { reportText } from '../governance/report-text.ts';
import {
  STRUCTURED_FILES,
  readStructuredProposal,
  structuredMatter,
} from '../governance/structured-file.ts';
import {
  atOption,
  currencyOption,
  fileArgument,
  loadRulebook,
  type RuleOptions,
  timeOf,
} from '../rules/rule-files.ts';
import { usage } from '../stop.ts';

interface Options extends RuleOptions {
  readonly base?: readonly string[];
  readonly at?: string;
  readonly sovereign?: string;
  readonly pin?: string;
  readonly matter?: string;
}

/** What would be found of a file. */
interface Found {
  readonly matter: string;
  /** Null where it is no text. */
  readonly version: number | null;
  readonly report: GatesReport;
}

/** Of matters that are no texts of rules: what gates look at of a text hangs on none of it. */
const CONSTITUTION: GatesGround['constitution'] = {
  root: { suite: 4, publicKey: new Uint8Array() },
  currencies: [],
  parameters: {
    heartbeatMs: 0,
    closureAfterMs: 0,
    validityMs: 0,
    freshnessMs: 0,
    quorum: 0,
    stateRootEvery: 0,
  },
  governance: null,
};

export const rulesGates: CommandSpec = defineCommand<[paths: readonly string[]], Options>({
  details:
    'What the gates of a sovereign would find of each text, were it proposed: mistakes, examples, what it newly refuses, holds or\n' +
    'allows, what a global rule forbids of that, and whether it only tightens. Status 3 when one would fail, so that a repository of\n' +
    'rules can run this command as its check. Beside the texts of --base it needs no network and no sovereign. With --sovereign it is\n' +
    'the rulebook and the constitution that are in force there, and with --matter the files are JSON (docs/operators/governance.md).',
  args: [fileArgument],
  options: [
    { flags: '--base <path...>', what: 'texts or folders: the rulebook as it is' },
    { flags: '--sovereign <url>', what: 'instead: whose rulebook and constitution it is' },
    { flags: '--pin <digits>', what: 'the sovereign that is expected, 64 digits' },
    { flags: '--matter <kind>', what: `of ${STRUCTURED_FILES.join(', ')}, instead of texts` },
    currencyOption,
    atOption,
  ],
  examples: [
    'tally rules gates ./rules-changed --base ./rules --currency HRB:2',
    'tally rules gates ./governance.json --matter governance --sovereign http://127.0.0.1:7610',
  ],
  async run(call, [paths], options) {
    const { base, sovereign } = options;
    if ((base === undefined) === (sovereign === undefined)) {
      throw usage('Say beside what: --base PATH of texts, or --sovereign URL.');
    }
    const found =
      sovereign === undefined
        ? besideTexts(call, paths, base ?? [], options)
        : await besideSovereign(call, paths, sovereign, options);
    const failed = found.some(({ report }) => report.verdict === 'failed');
    const text = found.flatMap(({ matter, version, report }) => [
      `${matter}${version === null ? '' : ` version ${version}`}: ${report.verdict}`,
      ...reportText(report).map((line) => `  ${line}`),
    ]);
    return {
      json: { ok: !failed, texts: found.map(jsonOf) },
      text: text.join('\n'),
      ...(failed ? { status: EXIT.refused } : {}),
    };
  },
});

function besideTexts(
  call: Call,
  paths: readonly string[],
  base: readonly string[],
  options: Options,
): Found[] {
  const { matter, pin, at } = options;
  if (matter !== undefined || pin !== undefined) {
    throw usage('--matter and --pin are for --sovereign URL: texts alone are no constitution.');
  }
  const { source } = loadRulebook(base, options);
  const { modules, lists } = loadRulebook(paths, options).source;
  return [...lists, ...modules].map((tree) => {
    noteText(call, tree);
    const report = lookAt(tree, source, timeOf(at, tree.force.from));
    return { matter: formatScope(matterOfText(tree)), version: tree.version, report };
  });
}

async function besideSovereign(
  call: Call,
  paths: readonly string[],
  url: string,
  { matter, pin, at, currency }: Options,
): Promise<Found[]> {
  if (at !== undefined || currency !== undefined) {
    throw usage('--at and --currency are for --base: a sovereign says its time and currencies.');
  }
  const sovereign = { url: url.replace(/\/+$/, ''), id: pin };
  if (pin === undefined) call.note('By a constitution that you did not name: pass --pin.');
  const kind = matter === undefined ? undefined : structuredMatter(matter);
  const all = await askProposals(sovereign.url);
  const found: Found[] = [];
  for (const tree of kind === undefined ? readTrees(paths) : []) {
    noteText(call, tree);
    const report = await lookAhead(sovereign, all, versionOf(tree, 'ordinary'));
    found.push({ matter: formatScope(matterOfText(tree)), version: tree.version, report });
  }
  if (kind === undefined) return found;
  for (const file of paths) {
    const content = await readStructuredProposal(sovereign, all, kind, file);
    const dates = { from: all.time, until: null, lane: 'ordinary', alarms: [] } as const;
    const report = await lookAhead(sovereign, all, { matter: { kind }, content, ...dates });
    found.push({ matter: kind, version: null, report });
  }
  return found;
}

function noteText(call: Call, tree: Module | List): void {
  call.note(`Looking at ${formatScope(matterOfText(tree))} version ${tree.version} …`);
}

function lookAt(tree: Module | List, source: RulebookSource, time: number): GatesReport {
  const before = [...source.modules, ...source.lists].filter((one) => named(one) === named(tree));
  const lastNumber = Math.max(0, ...before.map(({ version }) => version));
  const proposal = { ...versionOf(tree, 'ordinary'), base: null };
  const ground: GatesGround = {
    time,
    source,
    compiles: true,
    constitution: CONSTITUTION,
    lastNumber,
    mostNumber: lastNumber + LONGEST_STEP,
    circulating: [],
    vendors: 0,
  };
  return runGates(proposal, ground, DEFAULT_STEPS);
}

function named(tree: Module | List): string {
  return tree.kind === 'list' ? `list ${tree.name}` : nameOf(tree.owner);
}

function jsonOf({ matter, version, report }: Found) {
  const { verdict, examples, leftOut } = report;
  const lists = [
    report.mistakes,
    report.differences,
    report.overruled,
    report.undecided,
    report.findings,
  ];
  const [mistakes = [], differences = [], overruled = [], undecided = [], findings = []] =
    lists.map((list) => list.map((one) => ({ ...one })));
  return {
    matter,
    version,
    verdict,
    examples,
    mistakes,
    differences,
    overruled,
    undecided,
    findings,
    leftOut,
  };
}
