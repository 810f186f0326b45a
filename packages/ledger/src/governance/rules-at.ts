import { currencyId, encode, hash, type Matter, text } from '@tallystick/protocol';
import {
  canBeSet,
  compile,
  forcesOf,
  type List,
  type Module,
  nameOf,
  noObjection,
  parse,
  type Rulebook,
  type RulebookSource,
} from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import { readItem } from './constitution-at.ts';
import type { Governing } from './governing.ts';
import { matterKey } from './proposal-state.ts';
import { settingsAt, settingsFor } from './settings-at.ts';
import { historyAt } from './standing.ts';

/** The rulebook that governance has made, and what it was compiled from. */
export interface RulebookInForce {
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
}

/** The same, and what it follows from. */
export interface Rules extends RulebookInForce {
  /** Of the versions that are in it: equal keys give equal rulebooks. */
  readonly key: string;
  /** Whether all of them could be compiled: else the time decides, too. */
  readonly isWhole: boolean;
  /** What can be read of it, whether it can be compiled or not: beside this the gates look. */
  readonly readable: RulebookSource;
  /** What was read of the versions' texts, by proposal: null where that is not what it has to be. */
  readonly trees: ReadonlyMap<number, Module | List | null>;
}

/** One version of a text, and from when to when it is in force. */
interface DatedText {
  readonly number: number;
  readonly matter: Matter;
  readonly from: number;
  readonly until: number | null;
}

/**
 * What decides as long as what is in force cannot be compiled. The gates do not let such a text
 * come so far; if one ever does, nothing is yes until another version is in force.
 */
export const holdEverything: Rulebook = {
  hash: hash('record', encode(text(64), 'tallystick/v1/rulebook/hold-everything')),
  needs: {
    sent: [],
    payments: [],
    payees: [],
    first: false,
    lists: [],
    rates: [],
    indicators: [],
  },
  decide: () => ({ outcome: 'hold', rule: null, requirements: [] }),
};

/**
 * The rulebook under a header of that time: every version that is decided and not over, those to
 * come included. `before` is answered again as long as it is the same.
 */
export function rulesAt(
  state: LedgerState,
  governing: Governing,
  time: number,
  before: Rules | null,
): Rules {
  const texts = textsAt(governing, time);
  const dated = settingsAt(governing, time);
  const currencies = decidedCurrencies(state, governing, time);
  const key = JSON.stringify([
    texts.map(({ number, from, until }) => [number, from, until]),
    dated.map(({ module, parameter, value, from, since }) => [
      module,
      parameter,
      value,
      from,
      since,
    ]),
    currencies.map(({ code }) => code),
  ]);
  if (before?.key === key && before.isWhole) return before;
  const trees = treesOf(governing, texts, before?.trees);
  const make = (chosen: readonly DatedText[]): RulebookInForce | undefined => {
    const source = settled(governing, chosen, { trees, dated, currencies, time });
    return source && compiled(source);
  };
  // What is to come cannot stop what is in force.
  const whole = make(texts);
  const made = whole ?? make(texts.filter(({ from }) => from <= time));
  const none = { modules: [], lists: [], settings: [], currencies };
  const isWhole = whole !== undefined;
  const readable = whole?.source ?? readableOf(texts, trees, currencies);
  return { ...(made ?? { source: none, rulebook: holdEverything }), key, isWhole, readable, trees };
}

/**
 * What a rulebook under a header of that time was made of, the whole and what was in force of it
 * alone, whether they could be compiled or not. `known`: what was read of texts before, and is now.
 */
export function sourcesAt(
  state: LedgerState,
  governing: Governing,
  time: number,
  known: Map<number, Module | List | null>,
): RulebookSource[] {
  const texts = textsAt(governing, time);
  const dated = settingsAt(governing, time);
  const currencies = decidedCurrencies(state, governing, time);
  const trees = treesOf(governing, texts, known);
  for (const [number, tree] of trees) known.set(number, tree);
  const inForce = texts.filter(({ from }) => from <= time);
  const all = inForce.length === texts.length ? [texts] : [texts, inForce];
  return all.flatMap(
    (chosen) => settled(governing, chosen, { trees, dated, currencies, time }) ?? [],
  );
}

interface Scene {
  readonly trees: Trees;
  readonly dated: ReturnType<typeof settingsAt>;
  readonly currencies: RulebookSource['currencies'];
  readonly time: number;
}

/** Texts with the settings that they can have; undefined where one is no such text. */
function settled(
  governing: Governing,
  chosen: readonly DatedText[],
  { trees, dated, currencies, time }: Scene,
): RulebookSource | undefined {
  const source = sourceOf(chosen, trees);
  if (source === undefined) return undefined;
  const { modules, lists } = source;
  const found = { modules: [...modules.values()], lists, currencies };
  // One that cannot be set does not stop the rest: its module says what counts.
  const settings = settingsFor(governing, dated, modules, time).filter((one) =>
    canBeSet(found, one),
  );
  return { ...found, settings };
}

function compiled(source: RulebookSource): RulebookInForce | undefined {
  const { modules, lists, settings } = source;
  if (modules.length + lists.length + settings.length === 0) {
    return { source, rulebook: noObjection };
  }
  const result = compile(source);
  return result.ok ? { source, rulebook: result.rulebook } : undefined;
}

function textsAt(governing: Governing, time: number): DatedText[] {
  const texts: DatedText[] = [];
  for (const matter of governing.matters()) {
    if (!TEXTS.has(matter.kind)) continue;
    for (const { version, from, until } of forcesOf(historyAt(governing, matter, time))) {
      const number = governing.find(version.proposal)?.number;
      if (number === undefined || (until !== null && until <= time)) continue;
      texts.push({ number, matter, from, until });
    }
  }
  return texts.sort((a, b) => a.number - b.number);
}

const TEXTS: ReadonlySet<Matter['kind']> = new Set(['module', 'global', 'list']);

type Trees = Rules['trees'];

function treesOf(
  governing: Governing,
  texts: readonly DatedText[],
  before: Trees | undefined,
): ReadonlyMap<number, Module | List | null> {
  const trees = new Map<number, Module | List | null>();
  for (const { number, matter } of texts) {
    const known = before?.get(number);
    trees.set(number, known === undefined ? treeOf(governing, number, matter) : known);
  }
  return trees;
}

/** The tree of a text that is about its matter, and of nothing else. */
function treeOf(governing: Governing, number: number, matter: Matter): Module | List | null {
  const content = new TextDecoder().decode(governing.content(number));
  const { tree, mistakes } = parse(content);
  if (tree === null || mistakes.list.length > 0) return null;
  return matterKey(matterOf(tree)) === matterKey(matter) ? tree : null;
}

function matterOf(tree: Module | List): Matter {
  if (tree.kind === 'list') return { kind: 'list', name: tree.name };
  if (tree.owner.kind === 'global') return { kind: 'global' };
  return { kind: 'module', owner: nameOf(tree.owner) };
}

interface Texts {
  /** By proposal. */
  readonly modules: ReadonlyMap<number, Module>;
  readonly lists: readonly List[];
}

/** The texts under the dates at which they are really in force; undefined where one is no such text. */
function sourceOf(chosen: readonly DatedText[], trees: Trees): Texts | undefined {
  const modules = new Map<number, Module>();
  const lists: List[] = [];
  for (const { number, from, until } of chosen) {
    const tree = trees.get(number) ?? null;
    if (tree === null) return undefined;
    const dated = datedTree(tree, from, until);
    if (dated.kind === 'list') lists.push(dated);
    else modules.set(number, dated);
  }
  return { modules, lists };
}

/** By tree: what it is under other dates. One object each, so that its hash is made once. */
const datedTrees = new WeakMap<Module | List, Map<string, Module | List>>();

function datedTree(tree: Module | List, from: number, until: number | null): Module | List {
  const known = datedTrees.get(tree) ?? new Map<string, Module | List>();
  datedTrees.set(tree, known);
  const name = `${from} ${until ?? ''}`;
  const dated = known.get(name) ?? { ...tree, force: { kind: 'force', from, until } };
  known.set(name, dated);
  return dated;
}

function readableOf(
  texts: readonly DatedText[],
  trees: Trees,
  currencies: RulebookSource['currencies'],
): RulebookSource {
  const { modules, lists } = sourceOf(
    texts.filter(({ number }) => trees.get(number) !== null),
    trees,
  ) as Texts;
  return { modules: [...modules.values()], lists, settings: [], currencies };
}

/** Those of the newest version that is decided, though it may be yet to come: texts may name them. */
function decidedCurrencies(
  state: LedgerState,
  governing: Governing,
  time: number,
): RulebookSource['currencies'] {
  const { versions } = historyAt(governing, { kind: 'currencies' }, time);
  const newest = versions.at(-1);
  const declared =
    newest === undefined
      ? state.constitution.currencies
      : readItem(governing, 'currencies', newest.proposal);
  return declared.map(({ code, decimals }) => ({
    code,
    id: currencyId(state.sovereign, code),
    decimals,
  }));
}
