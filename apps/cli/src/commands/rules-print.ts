import { toHex } from '@tallystick/protocol';
import { checkTexts, print, treeHash } from '@tallystick/rules';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { stop } from '../stop.ts';
import { checkedJson, mistakesText } from '../rules/mistakes-text.ts';
import {
  besideOf,
  currencyOption,
  fileArgument,
  readRuleFiles,
  type RuleOptions,
} from '../rules/rule-files.ts';

export const rulesPrint: CommandSpec = defineCommand<[paths: readonly string[]], RuleOptions>({
  details:
    'The one form of a text, without comments, which is what is hashed and voted on. The hash stands above it in a comment.\n' +
    'Only texts that can be read are printed; whether they mean anything is for tally rules check.',
  args: [fileArgument],
  options: [currencyOption],
  examples: ['tally rules print ./rules'],
  run(_call, [paths], options) {
    const checked = checkTexts(readRuleFiles(paths), besideOf(options));
    const printed = checked.texts.flatMap(({ name, tree }) =>
      tree === null ? [] : [{ file: name, hash: toHex(treeHash(tree)), text: print(tree) }],
    );
    if (printed.length < checked.texts.length) {
      throw stop(EXIT.usage, mistakesText(checked), checkedJson(checked));
    }
    const text = printed.map(({ hash, text }) => `# ${hash}\n${text}`).join('\n');
    return Promise.resolve({ json: { texts: printed }, text: text.trimEnd() });
  },
});
