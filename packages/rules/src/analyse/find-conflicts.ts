import type { Desk, Placed } from './desk.ts';
import { and } from './formula.ts';
import type { Log } from './log.ts';
import { someObjects, type Standing, type View } from './view.ts';

/** A hold that says what lifts it, beside a rule of the same module that refuses the same payment. */
export function findConflicts(desk: Desk, placed: Placed, log: Log): void {
  const { action } = placed.rule;
  if (action.kind !== 'hold' || action.until.length === 0) return;
  const answer = desk.find(placed, true, (view, standing) =>
    and([standing.objects, someObjects(refusals(view, standing))]),
  );
  if (answer.kind === 'undecided') log.undecided('conflict', placed, answer);
  if (answer.kind !== 'found') return;
  const { view } = answer.found;
  const standing = view.find(placed.module, placed.rule.id);
  const others = standing === undefined ? [] : refusals(view, standing);
  log.add('conflict', placed, { found: answer.found, others: others.map(({ rule }) => rule.id) });
}

function refusals(view: View, { module }: Standing): readonly Standing[] {
  return view.rules.filter((one) => one.module === module && one.isRefusal);
}
