import type { Steps } from '../../analyse/desk.ts';
import { difference, type DifferenceReport } from '../../analyse/difference.ts';
import { boundariesOf, freshUntil, momentAt } from '../../compile/moment.ts';
import type { RulebookSource } from '../../compile/source.ts';
import type { Condition, List } from '../../tree/index.ts';

/** Rulebooks that change more often than this while it is in force are not decided about. */
const MAX_MOMENTS = 8;

/**
 * Whether it is proven that nothing is permitted anew, at any time at which it may be in force.
 * `first`: the difference at the first of them. What is not decided is not proven.
 */
export function isTightening(
  before: RulebookSource,
  after: RulebookSource,
  { start, until }: { readonly start: number; readonly until: number | null },
  first: DifferenceReport,
  steps: Steps,
): boolean {
  const moments = momentsWithin(before, after, start, until);
  if (moments === undefined || !permitsNothing(first)) return false;
  if (!after.lists.every((list) => before.lists.includes(list) || isStricter(list, before, after)))
    return false;
  return moments.every((time) => permitsNothing(difference(before, after, time, steps)));
}

function permitsNothing({ differences, undecided }: DifferenceReport): boolean {
  return [...differences, ...undecided].every(({ kind }) => kind !== 'newly-allowed');
}

/** Every later instant at which either changes, before the end; undefined when there are too many. */
function momentsWithin(
  before: RulebookSource,
  after: RulebookSource,
  start: number,
  until: number | null,
): number[] | undefined {
  const instants = new Set([...boundariesOf(before), ...boundariesOf(after)]);
  const within = [...instants].filter((time) => time > start && (until === null || time < until));
  return within.length < MAX_MOMENTS ? within : undefined;
}

/**
 * What the analysis does not see of a list: who is on it, where it is of parties, and that it may be
 * relied upon for longer.
 */
function isStricter(list: List, before: RulebookSource, after: RulebookSource): boolean {
  const { from } = list.force;
  const known = momentAt(before, boundariesOf(before), from).lists.get(list.name);
  // Where it cannot be relied upon any more it holds what it is asked about; renewed, it lets it go.
  if (known === undefined || !known.isFresh) return false;
  const old = known.list;
  if (freshUntil(list) > freshUntil(old)) return false;
  if (list.of === 'countries') return list.entries !== null && old.entries !== null;
  if (list.entries === null || old.entries === null) return false;
  const entries = new Set(list.entries);
  return old.entries.every((entry) => entries.has(entry)) && barsOnly(list.name, after);
}

/** Whether being on the list makes rules object and never lifts an objection. */
function barsOnly(name: string, { modules }: RulebookSource): boolean {
  return modules.every(({ items }) =>
    items.every((item) => {
      if (item.kind === 'rule') return growsWith(name, item.when, true);
      return item.kind !== 'exception' || growsWith(name, item.when, false);
    }),
  );
}

/** Whether a longer list makes the condition true of more payments, and never false (or turned round). */
function growsWith(name: string, condition: Condition, grows: boolean): boolean {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.every((operand) => growsWith(name, operand, grows));
    case 'not':
      return growsWith(name, condition.operand, !grows);
    case 'within': {
      const { choice, negated } = condition;
      return choice.kind !== 'list' || choice.name !== name || negated !== grows;
    }
    case 'compare':
    case 'flag':
    case 'document':
      return true;
  }
}
