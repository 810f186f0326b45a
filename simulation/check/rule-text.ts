import { type List, type Module, parse } from '@tallystick/rules';

const read = new Map<string, Module | List>();

/** What a text that was voted on says; each is read once. */
export function treeOf(text: string): Module | List {
  const known = read.get(text);
  if (known !== undefined) return known;
  const { tree } = parse(text);
  if (tree === null) throw new Error('a text that nobody can read was voted on');
  read.set(text, tree);
  return tree;
}
