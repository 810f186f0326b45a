import type { Action, Condition, Exception, Provenance, Requirement, Rule } from '../tree/index.ts';
import { printCondition, printOperands } from './print-condition.ts';
import { printWindow } from './print-term.ts';

/** A line that would be longer is broken at the condition's own `and` or `or`. */
const MAX_LINE = 100;

export function printRule(rule: Rule): string {
  const { confidential, id, title } = rule;
  const head = `${confidential ? 'confidential ' : ''}rule ${id} "${title}"`;
  return printClause(head, rule, rule.when, rule.action);
}

export function printException(exception: Exception): string {
  const head = `exception to ${exception.to} "${exception.title}"`;
  return printClause(head, exception, exception.when, exception.action);
}

function printClause(
  head: string,
  { source, under }: Provenance,
  when: Condition,
  action: Action,
): string {
  const first =
    head +
    (source === null ? '' : ` source "${source}"`) +
    (under === null ? '' : ` under treaty ${under.treaty}`) +
    (under === null || under.article === null ? '' : ` article ${under.article}`);
  return `${first}\n${printWhen(when)}\n  then ${printAction(action)}`;
}

function printWhen(when: Condition): string {
  const line = `  when ${printCondition(when)}`;
  return line.length <= MAX_LINE ? line : `  when ${printOperands(when).join('\n    ')}`;
}

function printAction(action: Action): string {
  switch (action.kind) {
    case 'refuse':
      return 'refuse';
    case 'no-objection':
      return 'no objection';
    case 'hold':
      if (action.until.length === 0) return 'hold';
      return `hold until ${action.until.map(printRequirement).join(' and ')}`;
  }
}

/** `identity tier 2`: as a rule says it, and as a decision tells it. */
export function printRequirement(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'needs-tier':
      return `${requirement.of === 'sender' ? 'identity' : 'receiver'} tier ${requirement.tier}`;
    case 'needs-second-factor':
      return 'second factor';
    case 'needs-document':
      return `document "${requirement.name}"`;
    case 'needs-waiting':
      return `waiting ${printWindow(requirement.window)}`;
  }
}
