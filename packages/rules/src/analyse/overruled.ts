import type { RulebookSource } from '../compile/source.ts';
import type { Rule } from '../tree/index.ts';
import { type Desk, desksOf, type Steps } from './desk.ts';
import { changedRules } from './difference.ts';
import { factsRead } from './facts-read.ts';
import { and, NO } from './formula.ts';
import type { Payment } from './report.ts';
import { noneObjects, someObjects, type Standing } from './view.ts';

/** A payment that a module has let go, and that global rules refuse. */
interface Overruled {
  readonly module: string;
  /** The rule that objected before. */
  readonly rule: string;
  /** Codes of the global rules that look at something that it looked at; one of them refuses. */
  readonly by: readonly string[];
  readonly witness: Payment;
}

export interface OverruledReport {
  readonly overruled: readonly Overruled[];
  /** Empty when everything was decided. */
  readonly undecided: readonly Pick<Overruled, 'module' | 'rule'>[];
}

const GLOBAL = 'GLOBAL';

/**
 * What modules do not object to any more although global rules refuse it. The payment is refused all
 * the same, so somebody meant something that will not come true. Only global rules count that look at
 * a fact that the old rule looked at: that a list bars a payee says nothing about who lifts a limit.
 */
export function overruled(
  before: RulebookSource,
  after: RulebookSource,
  time: number,
  given: Steps,
): OverruledReport {
  const [old, now] = desksOf([before, after], time, given) as [Desk, Desk];
  const found: Overruled[] = [];
  const undecided: Pick<Overruled, 'module' | 'rule'>[] = [];
  for (const placed of changedRules(old, now)) {
    const { module, rule } = placed;
    if (module === GLOBAL) continue;
    const facts = factsRead(rule);
    const by = new Set<string>();
    const answer = old.find(placed, true, (view, { objects }) => {
      const { rules } = now.view(view.corridor);
      const refusals = rules.filter((one) => isGlobalRefusal(one) && shares(one.rule, facts));
      if (refusals.length === 0) return NO;
      for (const one of refusals) by.add(one.rule.id);
      const own = rules.filter((one) => one.module === module);
      return and([objects, noneObjects(own), someObjects(refusals)]);
    });
    if (answer.kind === 'undecided') undecided.push({ module, rule: rule.id });
    if (answer.kind !== 'found') continue;
    found.push({ module, rule: rule.id, by: [...by], witness: answer.found.payment });
  }
  return { overruled: found, undecided };
}

function isGlobalRefusal({ module, isRefusal }: Standing): boolean {
  return module === GLOBAL && isRefusal;
}

function shares(rule: Rule, facts: ReadonlySet<string>): boolean {
  for (const fact of factsRead(rule)) if (facts.has(fact)) return true;
  return false;
}
