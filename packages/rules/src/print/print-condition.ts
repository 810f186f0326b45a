import type { Choice, Condition, Within } from '../tree/index.ts';
import { printSum } from './print-term.ts';

export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.map(printOperand).join(` ${condition.kind} `);
    case 'not':
      return `not ${printNegated(condition.operand)}`;
    case 'compare': {
      const { left, comparison, right } = condition;
      return `${printSum(left)} ${comparison} ${printSum(right)}`;
    }
    case 'within':
      return printWithin(condition);
    case 'flag':
      return condition.name;
    case 'document':
      return `document "${condition.name}"`;
  }
}

/** One line for each operand of a condition that is too long for one. */
export function printOperands(condition: Condition): string[] {
  if (condition.kind !== 'and' && condition.kind !== 'or') return [printCondition(condition)];
  const { kind, operands } = condition;
  return operands.map((operand, i) => `${i === 0 ? '' : `${kind} `}${printOperand(operand)}`);
}

function printOperand(condition: Condition): string {
  const printed = printCondition(condition);
  return condition.kind === 'and' || condition.kind === 'or' ? `(${printed})` : printed;
}

function printNegated(condition: Condition): string {
  return condition.kind === 'not' ? `(${printCondition(condition)})` : printOperand(condition);
}

function printWithin({ subject, negated, choice }: Within): string {
  if (choice.kind === 'one') return `${subject} ${negated ? '!=' : '='} ${choice.name}`;
  return `${subject} ${negated ? 'not in' : 'in'} ${printChoice(choice)}`;
}

function printChoice(choice: Exclude<Choice, { kind: 'one' }>): string {
  return choice.kind === 'list' ? choice.name : `(${choice.names.join(', ')})`;
}
