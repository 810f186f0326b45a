import { DEFAULT_STEPS, difference } from '@tallystick/rules';
import { type CommandSpec, defineCommand } from '../command.ts';
import { differenceJson, differenceText } from '../rules/findings-text.ts';
import {
  atOption,
  currencyOption,
  dateText,
  latestInstant,
  loadRulebook,
  type RuleOptions,
  timeOf,
} from '../rules/rule-files.ts';

interface Options extends RuleOptions {
  readonly to: readonly string[];
  readonly at?: string;
}

export const rulesDiff: CommandSpec = defineCommand<[paths: readonly string[]], Options>({
  details:
    'What one rulebook newly refuses, holds or allows that another does not, rule by rule, each with a payment that shows it.\n' +
    'Both are looked at as they are when the last text of the new one comes into force, unless --at says otherwise. What could\n' +
    'not be decided within the steps allowed is said; apart from that, what is not listed is not there.',
  args: [{ name: '<OLD...>', what: 'texts of rules, or folders of them: the rulebook as it is' }],
  options: [
    {
      flags: '--to <new...>',
      what: 'texts or folders: the rulebook as it is to be',
      required: true,
    },
    currencyOption,
    atOption,
  ],
  examples: ['tally rules diff ./rules --to ./rules-changed --currency HRB:2'],
  run(call, [paths], options) {
    const old = loadRulebook(paths, options).source;
    const now = loadRulebook(options.to, options).source;
    const time = timeOf(options.at, latestInstant(now));
    call.note(`Comparing both as they are on ${dateText(time)} …`);
    const report = difference(old, now, time, DEFAULT_STEPS);
    return Promise.resolve({
      json: { at: time, ...differenceJson(report) },
      text: differenceText(report),
    });
  },
});
