import type { Condition, Module, Requirement } from '../tree/index.ts';

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
