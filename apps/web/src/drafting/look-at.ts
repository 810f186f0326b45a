import {
  COUNTRIES,
  CURRENCIES,
  type List,
  type Mistake,
  type Module,
  check,
  nameOf,
  parse,
  surroundingsAt,
} from '@tallystick/rules';
import { type Ground, matterOf } from './ground.ts';

/** A worked example of a text, and whether it comes out as it says. */
export interface ExampleShown {
  /** UTF-16 offsets. */
  readonly from: number;
  readonly to: number;
  /** From 1. */
  readonly line: number;
  readonly isGood: boolean;
  /** What is decided instead, in the compiler's words; null where it is as it says. */
  readonly instead: string | null;
}

/** Whose text it is, and since when. */
interface Head {
  readonly kind: 'module' | 'list';
  readonly name: string;
  readonly version: number;
  readonly from: number;
  readonly until: number | null;
}

/** Everything that is shown of a text while somebody writes it: plain data. */
export interface Looked {
  readonly mistakes: readonly Mistake[];
  /** Empty as long as there are other mistakes: examples are run on rules that can be read. */
  readonly examples: readonly ExampleShown[];
  readonly head: Head | null;
  /** Codes and titles of the text's own rules, for completion. */
  readonly rules: readonly RuleName[];
}

export interface RuleName {
  readonly code: string;
  readonly title: string;
}

/** What can be named in a text beside what the language itself has. */
export interface Known {
  readonly currencies: readonly string[];
  readonly countries: readonly string[];
  readonly lists: readonly string[];
  readonly rules: readonly RuleName[];
}

export function lookAt(text: string, ground: Pick<Ground, 'source' | 'time'>): Looked {
  const parsed = parse(text).tree;
  if (parsed === null) {
    const { mistakes } = check(text, { currencies: [], lists: [], modules: [] });
    return { mistakes, examples: [], head: null, rules: [] };
  }
  const time = Math.max(ground.time, parsed.force.from);
  const beside = surroundingsAt(ground.source, matterOf(parsed), time);
  const { tree, spans, mistakes } = check(text, beside);
  const isRun = mistakes.every(({ code }) => code === 'example-fails');
  const items = tree?.kind === 'module' ? tree.items : [];
  const examples = items.filter(({ kind }) => kind === 'example');
  return {
    mistakes,
    examples: isRun
      ? examples.map((example) => {
          const { from, to } = spans.of(example);
          const wrong = mistakes.find((one) => one.from >= from && one.to <= to);
          const line = text.slice(0, from).split('\n').length;
          const instead = wrong?.message ?? null;
          return { from, to, line, isGood: wrong === undefined, instead };
        })
      : [],
    head: tree === null ? null : headOf(tree),
    rules: items.flatMap((item) =>
      item.kind === 'rule' ? [{ code: item.id, title: item.title }] : [],
    ),
  };
}

function headOf(tree: Module | List): Head {
  const { version, force } = tree;
  const name = tree.kind === 'list' ? tree.name : nameOf(tree.owner);
  return { kind: tree.kind, name, version, from: force.from, until: force.until };
}

/** Of a rulebook; the text's own rules come with each look at it. */
export function knownOf({ source }: Pick<Ground, 'source'>): Known {
  const own = source.currencies.map(({ code }) => code);
  const rules = source.modules.flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'rule' ? [{ code: item.id, title: item.title }] : [])),
  );
  return {
    currencies: [...own, ...[...CURRENCIES.keys()].filter((code) => !own.includes(code))],
    countries: [...COUNTRIES],
    lists: [...new Set(source.lists.map(({ name }) => name))],
    rules: [...new Map(rules.map((rule) => [rule.code, rule])).values()],
  };
}
