import { isWithin } from '../check/check-parameter.ts';
import { sizeOf } from '../check/check-condition.ts';
import { mistakesOf } from '../check/check.ts';
import { MAX_NAMED } from '../facts/needs.ts';
import { MAX_WINDOWS } from '../facts/windows.ts';
import { collectMistakes, type Mistake, type Mistakes } from '../mistake/mistake.ts';
import type { Rulebook } from '../rulebook.ts';
import { type List, type Module, nameOf } from '../tree/index.ts';
import { CompiledRulebook } from './compiled-rulebook.ts';
import { countriesOf } from './index-rules.ts';
import { momentAt, settableOf } from './moment.ts';
import type { RulebookSource } from './source.ts';

/** What a decision may cost beyond rules that name its countries: things that one module asks. */
const MAX_GENERAL = 20_000;

export type Compiled =
  | { readonly ok: true; readonly rulebook: Rulebook }
  /** `of`: the module's or list's name, or null where it concerns several. */
  | { readonly ok: false; readonly of: string | null; readonly mistakes: readonly Mistake[] };

/**
 * A rulebook of everything that is or was in force and what will be. Each tree is checked once
 * more, whoever has checked it before.
 */
export function compile(source: RulebookSource): Compiled {
  for (const tree of [...source.lists, ...source.modules]) {
    const mistakes = mistakesOf(tree, source);
    if (mistakes.length > 0) return { ok: false, of: nameOfTree(tree), mistakes };
  }
  const mistakes = collectMistakes('');
  checkVersions(source, mistakes);
  checkRuleNames(source.modules, mistakes);
  checkSettings(source, mistakes);
  checkCost(source, mistakes);
  if (mistakes.list.length > 0) return { ok: false, of: null, mistakes: mistakes.list };
  const rulebook = new CompiledRulebook(source);
  checkNeeds(rulebook, mistakes);
  if (mistakes.list.length > 0) return { ok: false, of: null, mistakes: mistakes.list };
  return { ok: true, rulebook };
}

function nameOfTree(tree: Module | List): string {
  return tree.kind === 'list' ? tree.name : nameOf(tree.owner);
}

const NOWHERE = { from: 0, to: 0 };

/** One tree for each version; a list is of one kind and of one confidentiality for ever. */
function checkVersions({ modules, lists }: RulebookSource, mistakes: Mistakes): void {
  const seen = new Set<string>();
  for (const tree of [...modules, ...lists]) {
    const key = `${tree.kind} ${nameOfTree(tree)} version ${tree.version}`;
    if (seen.has(key)) mistakes.add('duplicate', NOWHERE, `There are two of ${key}.`);
    seen.add(key);
  }
  const kinds = new Map<string, string>();
  for (const { name, of, confidential } of lists) {
    const kind = `${confidential ? 'confidential ' : ''}list of ${of}`;
    const before = kinds.get(name);
    if (before !== undefined && before !== kind) {
      mistakes.add('list-kind', NOWHERE, `${name} was a ${before}, and cannot become a ${kind}.`);
    }
    kinds.set(name, kind);
  }
}

/** A code is one owner's: exceptions name rules by it. */
function checkRuleNames(modules: readonly Module[], mistakes: Mistakes): void {
  const owners = new Map<string, string>();
  for (const module of modules) {
    const owner = nameOf(module.owner);
    for (const item of module.items) {
      if (item.kind !== 'rule') continue;
      const before = owners.get(item.id) ?? owner;
      owners.set(item.id, before);
      if (before === owner) continue;
      mistakes.add('duplicate', NOWHERE, `${before} and ${owner} both have a rule ${item.id}.`);
    }
  }
}

function checkSettings(
  { modules, settings, currencies }: RulebookSource,
  mistakes: Mistakes,
): void {
  const seen = new Set<string>();
  for (const setting of settings) {
    const { module, parameter, value, from } = setting;
    const name = `${module}'s ${parameter}`;
    const key = `${module} ${parameter} ${from}`;
    const found = settableOf(modules, setting);
    if (found === undefined) {
      mistakes.add('setting', NOWHERE, `${name} is no parameter that can be set then.`);
    } else if (!isWithin(currencies, found, value)) {
      mistakes.add('setting', NOWHERE, `${name} cannot be set beyond its declared bounds.`);
    } else if (seen.has(key)) {
      mistakes.add('setting', NOWHERE, `${name} is set twice at one instant.`);
    }
    seen.add(key);
  }
}

/** Rules that name neither an origin nor a destination are asked at every payment of their owner. */
function checkCost(source: RulebookSource, mistakes: Mistakes): void {
  for (const { owner, items, force } of source.modules) {
    const moment = momentAt(source, [], force.from);
    let asked = 0;
    for (const item of items) {
      if (item.kind !== 'rule' && item.kind !== 'exception') continue;
      const isGeneral =
        item.kind === 'exception' ||
        (countriesOf(item.when, 'origin', moment) === null &&
          countriesOf(item.when, 'destination', moment) === null);
      if (isGeneral) asked += sizeOf(item.when);
    }
    if (asked <= MAX_GENERAL) continue;
    const message = `${nameOf(owner)} asks ${asked} things of each of its payments, at most ${MAX_GENERAL} may be: name origins or destinations.`;
    mistakes.add('too-many', NOWHERE, message);
  }
}

function checkNeeds({ needs }: Rulebook, mistakes: Mistakes): void {
  for (const kind of ['sent', 'payments', 'payees'] as const) {
    if (needs[kind].length <= MAX_WINDOWS) continue;
    const message = `The rules ask for ${needs[kind].length} windows of ${kind}, at most ${MAX_WINDOWS} may be.`;
    mistakes.add('too-many', NOWHERE, message);
  }
  for (const kind of ['lists', 'rates', 'indicators'] as const) {
    if (needs[kind].length <= MAX_NAMED) continue;
    const message = `The rules ask for ${needs[kind].length} ${kind}, at most ${MAX_NAMED} may be.`;
    mistakes.add('too-many', NOWHERE, message);
  }
}
