import type { Condition } from '../../hold/index.ts';
import { RETURNED } from '../outcome.ts';
import { type Glossary, NO_NAMES, formatKey, formatStatement } from './glossary.ts';
import { formatTime } from './time.ts';

/** The text form of a condition; `parseCondition` with the same glossary reads it back. */
export function formatCondition(condition: Condition, names: Glossary = NO_NAMES): string {
  switch (condition.kind) {
    case 'after':
      return `after ${formatTime(condition.time)}`;
    case 'before':
      return `before ${formatTime(condition.time)}`;
    case 'preimage':
      return `preimage ${condition.hash.toHex()}`;
    case 'signed': {
      const keys = condition.keys.map((key) => formatKey(key, names));
      return `signed ${condition.threshold} of ${keys.join(', ')}`;
    }
    case 'attested': {
      const oracle = formatKey(condition.oracle, names);
      return `oracle ${oracle} ${formatStatement(condition.statement, names)}`;
    }
    case 'admitted': {
      const { hold, sovereign, outcome } = condition;
      const how = outcome === RETURNED ? 'returned' : `claim ${outcome}`;
      return `admitted ${hold.toHex()} at ${sovereign.toHex()} ${how}`;
    }
    case 'fork':
      return `fork ${condition.hold.toHex()}`;
    case 'some':
      return formatSome(condition, names);
  }
}

function formatSome(
  { threshold, conditions }: Extract<Condition, { kind: 'some' }>,
  names: Glossary,
): string {
  const inner = conditions.map((condition) => formatCondition(condition, names));
  if (conditions.length > 1) {
    const joined = conditions.map((condition, at) =>
      isJoined(condition) ? `(${inner[at]})` : (inner[at] as string),
    );
    if (threshold === conditions.length) return joined.join(' and ');
    if (threshold === 1) return joined.join(' or ');
  }
  return `${threshold} of (${inner.join('; ')})`;
}

/** Whether it is printed with `and` or `or`, and so needs parentheses beside another one. */
function isJoined(condition: Condition): boolean {
  if (condition.kind !== 'some' || condition.conditions.length < 2) return false;
  return condition.threshold === 1 || condition.threshold === condition.conditions.length;
}
