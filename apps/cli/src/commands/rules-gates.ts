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
  print,
  runGates,
} from '@tallystick/rules';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { matterOfText } from '../governance/propose-text.ts';
import { reportText } from '../governance/report-text.ts';
import {
  atOption,
  currencyOption,
  fileArgument,
  loadRulebook,
  type RuleOptions,
  timeOf,
} from '../rules/rule-files.ts';

interface Options extends RuleOptions {
  readonly base: readonly string[];
  readonly at?: string;
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
    'What the gates of a sovereign would find of each text, were it proposed to one whose rulebook is --base: mistakes, examples,\n' +
    'what it newly refuses, holds or allows, what a global rule forbids of that, and whether it only tightens. Status 3 when one\n' +
    'would fail, so that a repository of rules can run this command as its check. Needs no network and no sovereign.',
  args: [fileArgument],
  options: [
    {
      flags: '--base <path...>',
      what: 'texts or folders: the rulebook as it is',
      required: true,
    },
    currencyOption,
    atOption,
  ],
  examples: ['tally rules gates ./rules-changed --base ./rules --currency HRB:2'],
  run(call, [paths], options) {
    const { source } = loadRulebook(options.base, options);
    const { modules, lists } = loadRulebook(paths, options).source;
    const found = [...lists, ...modules].map((tree) => {
      call.note(`Looking at ${formatScope(matterOfText(tree))} version ${tree.version} …`);
      return { tree, report: lookAt(tree, source, timeOf(options.at, tree.force.from)) };
    });
    const failed = found.some(({ report }) => report.verdict === 'failed');
    const text = found.flatMap(({ tree, report }) => [
      `${formatScope(matterOfText(tree))} version ${tree.version}: ${report.verdict}`,
      ...reportText(report).map((line) => `  ${line}`),
    ]);
    return Promise.resolve({
      json: { ok: !failed, texts: found.map(jsonOf) },
      text: text.join('\n'),
      ...(failed ? { status: EXIT.refused } : {}),
    });
  },
});

function lookAt(tree: Module | List, source: RulebookSource, time: number): GatesReport {
  const matter = matterOfText(tree);
  const before = [...source.modules, ...source.lists].filter((one) => named(one) === named(tree));
  const lastNumber = Math.max(0, ...before.map(({ version }) => version));
  const { from, until } = tree.force;
  const content = new TextEncoder().encode(print(tree));
  const proposal = { matter, base: null, content, from, until, lane: 'ordinary' } as const;
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

function jsonOf({ tree, report }: { tree: Module | List; report: GatesReport }) {
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
    matter: formatScope(matterOfText(tree)),
    version: tree.version,
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
