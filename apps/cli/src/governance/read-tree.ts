import { type List, type Module, parse } from '@tallystick/rules';
import { readRuleFiles } from '../rules/rule-files.ts';
import { usage } from '../stop.ts';

/** The one text of a file. What it means beside the others is checked where they are known. */
export function readTree(file: string): Module | List {
  const [tree, ...more] = readTrees([file]);
  if (tree === undefined || more.length > 0) throw usage('Propose one text at a time.');
  return tree;
}

/** The same of several, and of those in folders. */
export function readTrees(paths: readonly string[]): (Module | List)[] {
  return readRuleFiles(paths).map(({ name, text }) => {
    const { tree, mistakes } = parse(text);
    const [first] = mistakes.list;
    if (tree !== null && first === undefined) return tree;
    const where = first === undefined ? '' : `:${first.line}:${first.column}: ${first.message}`;
    throw usage(
      `${name}${where}\nAll of them, with corrections: tally rules check ${name}`,
      'mistakes',
    );
  });
}
