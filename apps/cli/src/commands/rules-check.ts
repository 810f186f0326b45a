import { type CheckedText, checkTexts, type Module, nameOf } from '@tallystick/rules';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { columns } from '../output/columns.ts';
import { checkedJson, mistakesText } from '../rules/mistakes-text.ts';
import {
  besideOf,
  currencyOption,
  dateText,
  fileArgument,
  readRuleFiles,
  type RuleOptions,
} from '../rules/rule-files.ts';

export const rulesCheck: CommandSpec = defineCommand<[paths: readonly string[]], RuleOptions>({
  details:
    'Modules, lists and treaties are checked beside each other, in whatever order they come: words, types, names, dates,\n' +
    'cost, and whether every worked example comes out as it says. Status 2 when anything is wrong, so that a repository of\n' +
    'rules can run this command alone as its check.',
  args: [fileArgument],
  options: [currencyOption],
  examples: ['tally rules check ./rules --currency HRB:2'],
  run(_call, [paths], options) {
    const checked = checkTexts(readRuleFiles(paths), besideOf(options));
    const json = checkedJson(checked);
    if (!checked.ok) {
      const complaint = mistakesText(checked);
      return Promise.resolve({ json, text: '', complaint, status: EXIT.usage });
    }
    const text = `${columns(checked.texts.map(rowOf), [])}\nNo mistakes.`;
    return Promise.resolve({ json, text });
  },
});

function rowOf({ name, tree }: CheckedText): string[] {
  if (tree === null) return [name];
  const version = `version ${tree.version}`;
  const from = `from ${dateText(tree.force.from)}`;
  if (tree.kind === 'list') {
    const entries = tree.entries === null ? 'withheld' : `${tree.entries.length} entries`;
    return [name, `list ${tree.name}`, version, from, entries];
  }
  return [name, `module ${nameOf(tree.owner)}`, version, from, contentsOf(tree)];
}

function contentsOf({ items }: Module): string {
  const count = (kind: string): number => items.filter((item) => item.kind === kind).length;
  return `rules: ${count('rule')}, exceptions: ${count('exception')}, examples that hold: ${count('example')}`;
}
