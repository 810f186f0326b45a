import type { RulebookSource } from '../compile/source.ts';
import { type Desk, desksOf, type Placed, type Steps } from './desk.ts';
import { and, type Formula } from './formula.ts';
import type { Payment } from './report.ts';
import { noneObjects, someObjects, type Standing, type View } from './view.ts';

/** What a payment is now, where it was something else before. */
export type ChangeKind = 'newly-refused' | 'newly-held' | 'newly-allowed';

/** A payment that two rulebooks decide differently. */
export interface Difference {
  readonly kind: ChangeKind;
  /** The rule that objects now; or that objected before, where it is milder now. */
  readonly module: string;
  readonly rule: string;
  readonly witness: Payment;
}

export interface DifferenceReport {
  readonly differences: readonly Difference[];
  /** Empty when everything was decided: then what is not found is not there. */
  readonly undecided: readonly Pick<Difference, 'kind' | 'module' | 'rule'>[];
}

/** What a rulebook refuses, holds or allows at `time` that another one does not. */
export function difference(
  before: RulebookSource,
  after: RulebookSource,
  time: number,
  given: Steps,
): DifferenceReport {
  const [old, now] = desksOf([before, after], time, given) as [Desk, Desk];
  const search = new Search(old, now);
  for (const placed of changedRules(now, old)) {
    const { action } = placed.rule;
    if (action.kind === 'refuse') search.newlyRefused(placed);
    if (action.kind === 'hold') search.newlyHeld(placed);
  }
  for (const placed of changedRules(old, now)) {
    if (placed.rule.action.kind === 'refuse') search.nowHeld(placed);
    search.newlyAllowed(placed);
  }
  return search.report;
}

/** Rules of one rulebook that the other does not have just so. */
export function changedRules(one: Desk, other: Desk): readonly Placed[] {
  if (one.surroundings !== other.surroundings) return one.rules;
  const modules = new Set(one.rules.map(({ module }) => module));
  const same = new Set(
    [...modules].filter((name) => one.moduleFingerprint(name) === other.moduleFingerprint(name)),
  );
  const known = new Set(other.rules.map((placed) => other.ruleFingerprint(placed)));
  return one.rules.filter(
    (placed) => !same.has(placed.module) || !known.has(one.ruleFingerprint(placed)),
  );
}

class Search {
  readonly #old: Desk;
  readonly #now: Desk;
  readonly #differences: Difference[] = [];
  readonly #undecided: Pick<Difference, 'kind' | 'module' | 'rule'>[] = [];

  constructor(old: Desk, now: Desk) {
    this.#old = old;
    this.#now = now;
  }

  get report(): DifferenceReport {
    return { differences: this.#differences, undecided: this.#undecided };
  }

  newlyRefused(placed: Placed): void {
    this.#find('newly-refused', this.#now, placed, (view, { objects }) =>
      and([objects, noneObjects(refusals(this.#old.view(view.corridor)))]),
    );
  }

  newlyHeld(placed: Placed): void {
    this.#find('newly-held', this.#now, placed, (view, { objects }) =>
      and([objects, noneObjects(refusals(view)), noneObjects(this.#old.view(view.corridor).rules)]),
    );
  }

  /** Refused before, and held now. */
  nowHeld(placed: Placed): void {
    this.#find('newly-held', this.#old, placed, (view, { objects }) => {
      const now = this.#now.view(view.corridor);
      return and([objects, noneObjects(refusals(now)), someObjects(now.rules)]);
    });
  }

  newlyAllowed(placed: Placed): void {
    this.#find('newly-allowed', this.#old, placed, (view, { objects }) =>
      and([objects, noneObjects(this.#now.view(view.corridor).rules)]),
    );
  }

  #find(
    kind: ChangeKind,
    desk: Desk,
    placed: Placed,
    ask: (view: View, standing: Standing) => Formula,
  ): void {
    const { module, rule } = placed;
    const answer = desk.find(placed, true, ask);
    if (answer.kind === 'undecided') this.#undecided.push({ kind, module, rule: rule.id });
    if (answer.kind !== 'found') return;
    const { payment: witness } = answer.found;
    this.#differences.push({ kind, module, rule: rule.id, witness });
  }
}

function refusals({ rules }: View): readonly Standing[] {
  return rules.filter(({ isRefusal }) => isRefusal);
}
