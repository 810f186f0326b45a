import { analyse, DEFAULT_STEPS, type Report } from '@tallystick/rules';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { reportJson, reportText } from '../rules/findings-text.ts';
import {
  atOption,
  currencyOption,
  dateText,
  fileArgument,
  latestInstant,
  loadRulebook,
  type RuleOptions,
  timeOf,
} from '../rules/rule-files.ts';

interface Options extends RuleOptions {
  readonly at?: string;
}

export const rulesAnalyse: CommandSpec = defineCommand<[paths: readonly string[]], Options>({
  details:
    'Rules that never apply or change nothing, exceptions without effect, conflicts, gaps, and corridors in which nothing can be\n' +
    'paid, each with a payment that shows it. What could not be decided within the steps allowed is said. Status 3 when there is\n' +
    'anything to look at. The rulebook is looked at as it is when its last text comes into force, unless --at says otherwise.',
  args: [fileArgument],
  options: [currencyOption, atOption],
  examples: ['tally rules analyse ./rules --currency HRB:2'],
  run(call, [paths], options) {
    const { source } = loadRulebook(paths, options);
    const time = timeOf(options.at, latestInstant(source));
    call.note(`Looking at the rules as they are on ${dateText(time)} …`);
    const report = analyse(source, time, DEFAULT_STEPS);
    const json = { at: time, ...reportJson(report) };
    if (isClean(report)) {
      const text = 'Nothing is odd: no rule is idle, no two contradict each other, no gap is open.';
      return Promise.resolve({ json, text });
    }
    return Promise.resolve({ json, text: reportText(report), status: EXIT.refused });
  },
});

function isClean({ findings, closed, undecided }: Report): boolean {
  return findings.length + closed.length + undecided.length === 0;
}
