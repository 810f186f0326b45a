import type { Payment } from '../analyse/report.ts';
import { exampleFacts } from '../check/example-facts.ts';
import type { RulebookSource } from '../compile/source.ts';
import type { Decision } from '../decision.ts';
import type { Rulebook } from '../rulebook.ts';
import { History, type Named } from './history.ts';
import type { PaymentLine } from './read-line.ts';

/** Rules that payments are tried by. */
export interface TriedRulebook {
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
  /** Codes of those that payments are made up in. */
  readonly currencies: readonly string[];
}

/** A payment that was tried, with what came before it, by each rulebook. */
export interface Tried {
  readonly payment: Payment;
  readonly decision: Decision;
}

/** One rulebook over many payments: what it has allowed counts for what comes after. */
class Try {
  readonly #by: TriedRulebook;
  readonly #time: number;
  readonly #history: History;

  constructor(by: TriedRulebook, time: number) {
    this.#by = by;
    this.#time = time;
    this.#history = new History(by.rulebook.needs);
  }

  decide(given: Payment, named: Named | undefined): Tried {
    const { source, rulebook } = this.#by;
    const at = timeOf(given, this.#time);
    const payment = named === undefined ? given : this.#history.before(named, given, at);
    const setting = { needs: rulebook.needs, currencies: source.currencies, from: this.#time };
    const decision = rulebook.decide(exampleFacts(payment, setting));
    const isAllowed = decision.outcome === 'no-objection';
    if (named !== undefined && isAllowed) this.#history.add(named, payment, at);
    return { payment, decision };
  }
}

function timeOf({ facts }: Payment, otherwise: number): number {
  return facts.find((fact) => fact.kind === 'time')?.at ?? otherwise;
}

/** What came of a line: by the rules, and by the changed ones where there are any; or why it is no payment. */
export type TriedLine =
  | { readonly ok: true; readonly old: Tried; readonly now: Tried | undefined }
  | { readonly ok: false; readonly why: string };

/** Tries lines in their order by one rulebook or by two, each with a history of its own. `time`: of payments that say none. */
export function openTrial(
  old: TriedRulebook,
  now: TriedRulebook | undefined,
  time: number,
): (line: PaymentLine) => TriedLine {
  const before = new Try(old, time);
  const after = now && new Try(now, time);
  let newest = 0;
  return ({ payment, named }) => {
    if (typeof payment === 'string') return { ok: false, why: payment };
    const at = timeOf(payment, time);
    if (named !== undefined && at < newest) {
      return { ok: false, why: 'it is earlier than a line before it: sort the file by time' };
    }
    if (named !== undefined) newest = at;
    return { ok: true, old: before.decide(payment, named), now: after?.decide(payment, named) };
  };
}
