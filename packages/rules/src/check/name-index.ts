import type { Exception, List, Module, Rule } from '../tree/index.ts';

/** Rules of several modules, in all their versions, by their codes. */
export interface RuleIndex {
  readonly rules: ReadonlyMap<string, readonly (readonly [Module, Rule])[]>;
  /** Of treaties, by the code of the rule that each names. */
  readonly treatyExceptions: ReadonlyMap<string, readonly (readonly [Module, Exception])[]>;
}

/** Made once for texts that are checked beside one another: there can be thousands. */
const MADE = new WeakMap<readonly Module[], RuleIndex>();

export function ruleIndexOf(modules: readonly Module[]): RuleIndex {
  const made = MADE.get(modules);
  if (made !== undefined) return made;
  const rules = new Map<string, [Module, Rule][]>();
  const treatyExceptions = new Map<string, [Module, Exception][]>();
  for (const module of modules) {
    for (const item of module.items) {
      if (item.kind === 'rule') push(rules, item.id, [module, item]);
      if (item.kind === 'exception' && module.owner.kind === 'treaty') {
        push(treatyExceptions, item.to, [module, item]);
      }
    }
  }
  const index = { rules, treatyExceptions };
  MADE.set(modules, index);
  return index;
}

/** Lists in all their versions, by name. */
export type ListIndex = ReadonlyMap<string, readonly List[]>;

const MADE_LISTS = new WeakMap<readonly List[], ListIndex>();

export function listIndexOf(lists: readonly List[]): ListIndex {
  const made = MADE_LISTS.get(lists);
  if (made !== undefined) return made;
  const index = new Map<string, List[]>();
  for (const list of lists) push(index, list.name, list);
  MADE_LISTS.set(lists, index);
  return index;
}

/** A module's rules by their codes; of two with one code the first. */
export function ownRules({ items }: Module): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const item of items) {
    if (item.kind === 'rule' && !rules.has(item.id)) rules.set(item.id, item);
  }
  return rules;
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const there = into.get(key);
  if (there === undefined) into.set(key, [value]);
  else there.push(value);
}
