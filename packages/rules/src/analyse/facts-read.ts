import type { Condition, Rule, Term } from '../tree/index.ts';

/** What a rule's condition looks at, each by a name of its own: `amount`, `sent`, `sender tier`, … */
export function factsRead({ when }: Pick<Rule, 'when'>): ReadonlySet<string> {
  const facts = new Set<string>();
  gather(when, facts);
  return facts;
}

function gather(condition: Condition, facts: Set<string>): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) gather(operand, facts);
      return;
    case 'not':
      gather(condition.operand, facts);
      return;
    case 'compare':
      for (const term of [...condition.left.terms, ...condition.right.terms]) {
        const fact = factOf(term);
        if (fact !== undefined) facts.add(fact);
      }
      return;
    case 'within': {
      const { subject, choice } = condition;
      const isParty = subject === 'sender' || subject === 'receiver';
      facts.add(isParty && choice.kind === 'list' ? `${subject} in ${choice.name}` : subject);
      return;
    }
    case 'flag':
      if (condition.name !== 'always') facts.add(condition.name);
      return;
    case 'document':
      facts.add(`document ${condition.name}`);
  }
}

function factOf(term: Term): string | undefined {
  switch (term.kind) {
    case 'amount':
    case 'sent':
    case 'payments':
    case 'payees':
      return term.kind;
    case 'tier':
      return `${term.of} tier`;
    case 'indicator':
      return `indicator ${term.name}`;
    case 'money':
    case 'figure':
    case 'reference':
      return undefined;
  }
}
