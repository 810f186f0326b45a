import type { Condition, Module } from '../tree/index.ts';
import type { Moment } from './moment.ts';

/** What decides how many receivers have to be tried for bounds. */
export interface Mentioned {
  /** Countries that any rule tells from others; of all others one stands for all. */
  readonly countries: ReadonlySet<string>;
  /** Whether anything depends on the receiver's tier. */
  readonly readsReceiverTier: boolean;
}

/** A country that no text can name. */
const ELSEWHERE = '··';

export function mentionedIn(moment: Moment): Mentioned {
  const countries = new Set<string>([ELSEWHERE]);
  for (const { countries: listed } of moment.lists.values()) {
    for (const country of listed ?? []) countries.add(country);
  }
  let readsReceiverTier = false;
  for (const module of moment.modules.values()) {
    addOwners(module, countries);
    for (const item of module.items) {
      if (item.kind !== 'rule' && item.kind !== 'exception') continue;
      if (addNames(item.when, countries)) readsReceiverTier = true;
      if (item.action.kind !== 'hold') continue;
      for (const need of item.action.until) {
        if (need.kind === 'needs-tier' && need.of === 'receiver') readsReceiverTier = true;
      }
    }
  }
  return { countries, readsReceiverTier };
}

function addOwners({ owner }: Module, countries: Set<string>): void {
  const owners = owner.kind === 'treaty' ? owner.between : [owner];
  for (const one of owners) if (one.kind === 'country') countries.add(one.code);
}

/** Adds what a condition names; whether it reads the receiver's tier. */
function addNames(condition: Condition, countries: Set<string>): boolean {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.map((operand) => addNames(operand, countries)).includes(true);
    case 'not':
      return addNames(condition.operand, countries);
    case 'within': {
      const { subject, choice } = condition;
      if (subject !== 'origin' && subject !== 'destination') return false;
      if (choice.kind === 'one') countries.add(choice.name);
      if (choice.kind === 'several') for (const name of choice.names) countries.add(name);
      return false;
    }
    case 'compare': {
      const terms = [...condition.left.terms, ...condition.right.terms];
      return terms.some((term) => term.kind === 'tier' && term.of === 'receiver');
    }
    case 'document':
    case 'flag':
      return false;
  }
}
