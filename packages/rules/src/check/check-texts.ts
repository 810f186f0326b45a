import { compile } from '../compile/compile.ts';
import type { OwnCurrency, RulebookSource, Setting } from '../compile/source.ts';
import type { Mistake } from '../mistake/mistake.ts';
import { parse } from '../parse/parse.ts';
import type { Rulebook } from '../rulebook.ts';
import type { List, Module } from '../tree/index.ts';
import { check, type Checked } from './check.ts';

/** One text of a rulebook, with a name that its mistakes are told under: a file's. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What belongs to a rulebook beside its texts. */
export interface Beside {
  /** Of the sovereign's constitution. */
  readonly currencies: readonly OwnCurrency[];
  readonly settings: readonly Setting[];
}

export interface CheckedText extends NamedText, Checked {}

export type CheckedTexts =
  | {
      readonly ok: true;
      readonly texts: readonly CheckedText[];
      readonly source: RulebookSource;
      readonly rulebook: Rulebook;
    }
  /** `together`: mistakes that no single text has, such as two texts of one version. */
  | {
      readonly ok: false;
      readonly texts: readonly CheckedText[];
      readonly together: readonly Mistake[];
    };

/**
 * Several texts as one rulebook: each is checked beside all others, in whatever order they come,
 * and then all of them together. Never throws.
 */
export function checkTexts(given: readonly NamedText[], beside: Beside): CheckedTexts {
  const source = sourceOf(given, beside);
  const texts = given.map((one) => ({ ...one, ...check(one.text, source) }));
  if (texts.some(({ mistakes }) => mistakes.length > 0)) return { ok: false, texts, together: [] };
  const compiled = compile(source);
  if (!compiled.ok) return { ok: false, texts, together: compiled.mistakes };
  return { ok: true, texts, source, rulebook: compiled.rulebook };
}

/** Texts that cannot be read are left out: what they lack is told where they are checked. */
function sourceOf(given: readonly NamedText[], beside: Beside): RulebookSource {
  const modules: Module[] = [];
  const lists: List[] = [];
  for (const { text } of given) {
    const { tree, mistakes } = parse(text);
    if (tree === null || mistakes.list.length > 0) continue;
    if (tree.kind === 'module') modules.push(tree);
    else lists.push(tree);
  }
  return { modules, lists, ...beside };
}
