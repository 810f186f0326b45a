import { boundariesOf, freshUntil, momentAt } from '../compile/moment.ts';
import type { RulebookSource } from '../compile/source.ts';
import {
  type Condition,
  type List,
  type Module,
  nameOf,
  type Owner,
  type Rule,
} from '../tree/index.ts';

/** A rule that stops whoever is on a list, whatever else is so of the payment. */
export interface ListRule {
  /** What its module goes by, and whose that is: a currency's rules speak about that currency alone. */
  readonly module: string;
  readonly owner: Owner['kind'];
  readonly rule: string;
  readonly title: string;
  readonly subject: 'sender' | 'receiver';
  readonly does: 'refuse' | 'hold';
  /** An exception of its module, or of a treaty, may lift it. */
  readonly isExcepted: boolean;
  /** Payouts of what was put before wait, too (decision 0008, "Pausing payouts"). */
  readonly pauses: boolean;
}

/** What rules make of a list. */
export interface ListUse {
  readonly rules: readonly ListRule[];
  /** Codes of rules that read it in another way: under further conditions, turned round, confidential, or to be lifted. */
  readonly others: readonly string[];
}

/** A version of a list, decided and not over, at some time. */
export interface ListStanding {
  readonly list: List;
  /** Not: it is to come, or a higher version stands over it. */
  readonly isInForce: boolean;
  /** In ms since 1970: from then on nobody knows who is on it, and rules that read it hold. */
  readonly freshUntil: number;
  /** By the modules in force with it. */
  readonly use: ListUse;
}

interface Standing {
  readonly from: number;
  readonly until: number;
  readonly lists: readonly ListStanding[];
}

/** What was found of a source last: it stays so until the next instant at which anything changes. */
const known = new WeakMap<RulebookSource, Standing>();

/** Every list of a rulebook as it stands at `time`, with what rules make of it. Whoever asks again costs nothing. */
export function listsAt(source: RulebookSource, time: number): readonly ListStanding[] {
  const before = known.get(source);
  if (before !== undefined && before.from <= time && time < before.until) return before.lists;
  const boundaries = boundariesOf(source);
  const now = momentAt(source, boundaries, time);
  const inForce = new Set([...now.lists.values()].map(({ list }) => list));
  // By the modules that are in force together: lists that come one after the other have the same ones.
  const found = new Map<string, ReadonlyMap<string, ListUse>>();
  const usesAt = (at: number): ReadonlyMap<string, ListUse> => {
    const { modules } = at === time ? now : momentAt(source, boundaries, at);
    const key = [...modules].map(([name, { version }]) => `${name} ${version}`).join();
    const made = found.get(key) ?? usesIn([...modules.values()]);
    found.set(key, made);
    return made;
  };
  const lists = source.lists
    .filter(({ force: { until } }) => until === null || time < until)
    .map((list) => ({
      list,
      isInForce: inForce.has(list),
      freshUntil: freshUntil(list),
      use: usesAt(Math.max(time, list.force.from)).get(list.name) ?? NO_USE,
    }));
  known.set(source, { from: now.from, until: now.until, lists });
  return lists;
}

const NO_USE: ListUse = { rules: [], others: [] };

/**
 * The lists whose receivers a module does not let be paid: by public rules that refuse whoever is on
 * them, whatever else, without an exception in the module. Of a global module or a currency's they
 * pause payouts.
 */
export function pausingLists(module: Module): string[] {
  const excepted = exceptedIn([module]);
  return module.items.flatMap((item) => {
    const list = item.kind === 'rule' ? pausedBy(item) : undefined;
    return item.kind !== 'rule' || list === undefined || excepted.has(item.id) ? [] : [list];
  });
}

function pausedBy({ confidential, action, when }: Rule): string | undefined {
  if (confidential || action.kind !== 'refuse' || when.kind !== 'within') return undefined;
  const { subject, negated, choice } = when;
  return subject === 'receiver' && !negated && choice.kind === 'list' ? choice.name : undefined;
}

/** Codes of rules that an exception names. */
function exceptedIn(modules: readonly Module[]): ReadonlySet<string> {
  const items = modules.flatMap((module) => module.items);
  return new Set(items.flatMap((item) => (item.kind === 'exception' ? [item.to] : [])));
}

function usesIn(modules: readonly Module[]): Map<string, ListUse> {
  const uses = new Map<string, { rules: ListRule[]; others: Set<string> }>();
  const useOf = (list: string): { rules: ListRule[]; others: Set<string> } => {
    const use = uses.get(list) ?? { rules: [], others: new Set() };
    uses.set(list, use);
    return use;
  };
  const excepted = exceptedIn(modules);
  for (const module of modules) {
    for (const item of module.items) {
      if (item.kind !== 'rule' && item.kind !== 'exception') continue;
      for (const list of namedIn(item.when)) {
        const use = useOf(list);
        const rules = item.kind === 'rule' ? rulesOf(excepted, module, item, list) : [];
        use.rules.push(...rules);
        if (rules.length === 0) use.others.add(item.kind === 'rule' ? item.id : item.to);
      }
    }
  }
  return new Map(
    [...uses].map(([list, { rules, others }]) => [list, { rules, others: [...others] }]),
  );
}

function rulesOf(
  excepted: ReadonlySet<string>,
  { owner }: Module,
  rule: Rule,
  list: string,
): ListRule[] {
  const { action, confidential, id, title, when } = rule;
  if (confidential || action.kind === 'no-objection') return [];
  const isLifted = excepted.has(id);
  const isFar = owner.kind === 'global' || owner.kind === 'currency';
  return (['sender', 'receiver'] as const)
    .filter((subject) => isTrueFor(when, subject, list))
    .map((subject) => ({
      module: nameOf(owner),
      owner: owner.kind,
      rule: id,
      title,
      subject,
      does: action.kind,
      isExcepted: isLifted,
      pauses: isFar && subject === 'receiver' && pausedBy(rule) === list && !isLifted,
    }));
}

/** Whether it is true of whoever is on the list, whatever else is so. */
function isTrueFor(condition: Condition, of: 'sender' | 'receiver', list: string): boolean {
  if (condition.kind === 'or') return condition.operands.some((one) => isTrueFor(one, of, list));
  if (condition.kind !== 'within') return false;
  const { subject, negated, choice } = condition;
  return subject === of && !negated && choice.kind === 'list' && choice.name === list;
}

function namedIn(condition: Condition): Set<string> {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return new Set(condition.operands.flatMap((one) => [...namedIn(one)]));
    case 'not':
      return namedIn(condition.operand);
    case 'within':
      return new Set(condition.choice.kind === 'list' ? [condition.choice.name] : []);
    case 'compare':
    case 'flag':
    case 'document':
      return new Set();
  }
}
