import type { Exception } from '../tree/index.ts';
import type { Desk, Placed } from './desk.ts';
import { and, type Formula, NO } from './formula.ts';
import type { Log } from './log.ts';
import { noneObjects, type Standing, type View } from './view.ts';

/** Rules that never apply, never object, or never matter beside the others of their module. */
export function findDead(desk: Desk, placed: Placed, log: Log): void {
  const objecting = desk.find(placed, true, (_, { objects }) => objects);
  if (objecting.kind === 'undecided') return log.undecided('never-objects', placed, objecting);
  if (objecting.kind === 'none') return findUnused(desk, placed, log);
  const alone = desk.find(placed, true, (view, standing) =>
    and([standing.objects, noneObjects(stronger(view, standing))]),
  );
  if (alone.kind === 'undecided') return log.undecided('shadowed', placed, alone);
  if (alone.kind === 'found') return undefined;
  const { view } = objecting.found;
  const standing = view.find(placed.module, placed.rule.id);
  const others = standing === undefined ? [] : stronger(view, standing);
  return log.add('shadowed', placed, {
    found: objecting.found,
    others: others.map(({ rule }) => rule.id),
  });
}

function findUnused(desk: Desk, placed: Placed, log: Log): void {
  const applying = desk.find(placed, true, (_, { applies }) => applies);
  if (applying.kind === 'undecided') return log.undecided('never-applies', placed, applying);
  if (applying.kind === 'none') return log.add('never-applies', placed, {});
  return log.add('never-objects', placed, { found: applying.found });
}

/** Rules of the same module beside which this one changes nothing where both object. */
function stronger(view: View, one: Standing): readonly Standing[] {
  return view.rules.filter((other) => other.module === one.module && isStronger(other, one));
}

function isStronger(other: Standing, one: Standing): boolean {
  if (other.rule.id === one.rule.id || !isAsStrict(other, one)) return false;
  // Of two that are equally strict the first decides, so the second is the one that is idle.
  return !isAsStrict(one, other) || other.order < one.order;
}

/** A refusal is; among holds the one that asks for all that the other does, or that nothing lifts. */
function isAsStrict(one: Standing, other: Standing): boolean {
  if (one.isRefusal || other.isRefusal) return one.isRefusal;
  // Only its code is shown of a confidential hold: it takes the place of no public one.
  if (one.rule.confidential && !other.rule.confidential) return false;
  const mine = needsOf(one);
  const theirs = needsOf(other);
  return mine.length === 0 || (theirs.length > 0 && theirs.every((need) => mine.includes(need)));
}

function needsOf({ rule: { action } }: Standing): readonly string[] {
  return action.kind === 'hold' ? action.until.map((need) => JSON.stringify(need)) : [];
}

/** Exceptions that never apply, or beside which another rule always objects all the same. */
export function findIdleExceptions(desk: Desk, placed: Placed, log: Log): void {
  for (const excepting of desk.exceptionsTo(placed)) {
    const { exception } = excepting;
    const excepted = (standing: Standing): Formula =>
      and([standing.applies, trueOf(standing, exception)]);
    const about = { excepting };
    const applying = desk.find(placed, true, (_, standing) => excepted(standing));
    if (applying.kind === 'undecided') log.undecided('exception-never-applies', placed, applying);
    if (applying.kind === 'none') log.add('exception-never-applies', placed, about);
    if (applying.kind !== 'found') continue;
    const helping = desk.find(placed, true, (view, standing) =>
      and([excepted(standing), noneObjects(view.rules)]),
    );
    if (helping.kind === 'undecided') log.undecided('exception-without-effect', placed, helping);
    if (helping.kind !== 'none') continue;
    log.add('exception-without-effect', placed, { ...about, found: applying.found });
  }
}

/** That an exception is true, where it binds. */
function trueOf({ exceptions }: Standing, exception: Exception): Formula {
  return exceptions.find((one) => one.exception === exception)?.isTrue ?? NO;
}
