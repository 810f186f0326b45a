import type { Condition } from '../tree/index.ts';
import { checkDocument, type Checking, tell } from './checking.ts';
import { checkCompare, type Parameters } from './check-compare.ts';
import { checkWithin } from './check-within.ts';

/** How much one condition may ask: what it costs to decide is bounded before anybody votes. */
const MAX_ASKED = 64;

export function checkCondition(
  checking: Checking,
  condition: Condition,
  parameters: Parameters,
): void {
  const asked = sizeOf(condition);
  if (asked > MAX_ASKED) {
    const message = `A condition asks at most ${MAX_ASKED} things, this one ${asked}: make two rules of it.`;
    tell(checking, 'too-many', condition, message);
    return;
  }
  walk(checking, condition, parameters);
}

function walk(checking: Checking, condition: Condition, parameters: Parameters): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) walk(checking, operand, parameters);
      return;
    case 'not':
      walk(checking, condition.operand, parameters);
      return;
    case 'compare':
      checkCompare(checking, condition, parameters);
      return;
    case 'within':
      checkWithin(checking, condition);
      return;
    case 'document':
      checkDocument(checking, condition);
      return;
    case 'flag':
      return;
  }
}

/** Terms, names and flags. */
export function sizeOf(condition: Condition): number {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.reduce((sum, operand) => sum + sizeOf(operand), 0);
    case 'not':
      return sizeOf(condition.operand);
    case 'compare':
      return condition.left.terms.length + condition.right.terms.length;
    case 'document':
    case 'flag':
    case 'within':
      return 1;
  }
}
