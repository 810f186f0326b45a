import { decimalsOf, smallestUnits } from '../compile/money.ts';
import type { OwnCurrency } from '../compile/source.ts';
import type { Condition, Constant, Module, Requirement } from '../tree/index.ts';

/** What modules ask about, beyond what `Needs` names, in order of their letters. */
export interface AskedFor {
  readonly documents: readonly string[];
  readonly purposes: readonly string[];
  readonly secondFactor: boolean;
  readonly waiting: boolean;
  readonly receiverTier: boolean;
}

/** The facts that people can give or say, which any rule or exception of the modules reads. */
export function askedFor(modules: readonly Module[]): AskedFor {
  const found = new Set<string>();
  for (const { items } of modules) {
    for (const item of items) {
      if (item.kind !== 'rule' && item.kind !== 'exception') continue;
      addCondition(item.when, found);
      if (item.action.kind === 'hold') {
        for (const need of item.action.until) found.add(keyOf(need));
      }
    }
  }
  const named = (kind: string): string[] =>
    [...found]
      .filter((key) => key.startsWith(`${kind} `))
      .map((key) => key.slice(kind.length + 1))
      .sort();
  return {
    documents: named('document'),
    purposes: named('purpose'),
    secondFactor: found.has('second factor'),
    waiting: found.has('waiting'),
    receiverTier: found.has('receiver tier'),
  };
}

function keyOf(need: Requirement): string {
  switch (need.kind) {
    case 'needs-document':
      return `document ${need.name}`;
    case 'needs-second-factor':
      return 'second factor';
    case 'needs-tier':
      return `${need.of} tier`;
    case 'needs-waiting':
      return 'waiting';
  }
}

function addCondition(condition: Condition, found: Set<string>): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) addCondition(operand, found);
      return;
    case 'not':
      addCondition(condition.operand, found);
      return;
    case 'compare':
      for (const { terms } of [condition.left, condition.right]) {
        for (const term of terms) if (term.kind === 'tier') found.add(`${term.of} tier`);
      }
      return;
    case 'document':
      found.add(`document ${condition.name}`);
      return;
    case 'flag':
      if (condition.name === 'second factor') found.add('second factor');
      return;
    case 'within': {
      const { subject, choice } = condition;
      if (subject !== 'purpose' || choice.kind === 'list') return;
      const names = choice.kind === 'one' ? [choice.name] : choice.names;
      for (const name of names) found.add(`purpose ${name}`);
    }
  }
}

/** Every figure and amount that rules and exceptions compare with, in smallest units. */
export function constantsIn(modules: readonly Module[], own: readonly OwnCurrency[]): bigint[] {
  const found = new Set<bigint>();
  const add = (constant: Constant): void => {
    if (constant.kind === 'figure') found.add(constant.value);
    else found.add(smallestUnits(constant, decimalsOf(own, constant.currency) ?? 0));
  };
  const walk = (condition: Condition): void => {
    if (condition.kind === 'and' || condition.kind === 'or') condition.operands.forEach(walk);
    if (condition.kind === 'not') walk(condition.operand);
    if (condition.kind !== 'compare') return;
    for (const { terms } of [condition.left, condition.right]) {
      for (const term of terms) if (term.kind === 'money' || term.kind === 'figure') add(term);
    }
  };
  for (const { items } of modules) {
    for (const item of items) {
      if (item.kind === 'rule' || item.kind === 'exception') walk(item.when);
      if (item.kind !== 'parameter') continue;
      for (const one of [item.low, item.high]) add(one);
      if (item.value.kind === 'fixed') add(item.value.value);
    }
  }
  return [...found];
}
