import type { Clause, MayCondition, Outcome as RulesOutcome } from '@tallystick/rules';
import type { Outcome } from '../outcome.ts';

/** What the rules said of one hold that this wallet put, or wanted to put. */
export interface DecisionView {
  /** What an appeal names: 64 hexadecimal digits. */
  readonly decision: string;
  readonly transition: string;
  /** Which hold of the transition, raises after holds. */
  readonly hold: number;
  readonly outcome: RulesOutcome;
  /** The public code; null where nothing objects, and of a hold that nobody explains. */
  readonly rule: string | null;
  readonly requirements: readonly string[];
  /** The legal time. */
  readonly time: number;
  /** By their hashes. */
  readonly rulebook: string;
  readonly facts: string;
  /** Absent where the constitution has no such currency. */
  readonly amount?: string;
  readonly currency?: string;
  /** The payee's address, where the hold has one. */
  readonly to?: string;
  /** Its place in the log; null: it is on no log, and the sovereign signed it. */
  readonly index: number | null;
}

/**
 * What doing the decision again showed. `same`: the same bit, rule and requirements. `unexplained`: public
 * rules do not hold it; a list, a decoy or a fault did, and nobody tells which. `no-facts`: this wallet does
 * not know all that was decided about. `no-rulebook`: the sovereign does not show that rulebook.
 */
export type ReplayVerdict = 'same' | 'differs' | 'unexplained' | 'no-facts' | 'no-rulebook';

/**
 * What a wallet may not be able to find out of a payment of the past: `windows`, what other devices have
 * put; `payees` and `first`, since when payees were remembered; `waited`, when it was announced; `rates`
 * and `indicators`, what had been published; `records`, tiers and exemptions as they were then.
 */
export type UnknownFact =
  'windows' | 'payees' | 'first' | 'waited' | 'rates' | 'indicators' | 'records';

/** A decision, done again. */
export interface Explained extends DecisionView {
  readonly replay: ReplayVerdict;
  /** With `no-facts`: of which facts nobody tells what they were; else empty. */
  readonly missing: readonly UnknownFact[];
  /**
   * Whether the log proves that each part of the rulebook was proposed and passed its gates. False, too, where
   * the sovereign could not be asked, or does not show the rulebook.
   */
  readonly proven: boolean;
  /** What public rules say of the facts; null where that could not be found out. */
  readonly found: { readonly outcome: RulesOutcome; readonly rule: string | null } | null;
  readonly clauses: readonly Clause[];
  /** With all of these no public rule would object. */
  readonly conditions: readonly MayCondition[];
}

/** An appeal that is on the log. */
export interface Appealed {
  /** The transition that said it. */
  readonly id: string;
  readonly index: number;
  readonly decision: string;
  /** The hash of the reason and a salt: all that the log has of it. */
  readonly note: string;
  readonly reason: string;
  /** What the office has to be shown: receipt, reason and salt, in base64url (protocol.md, section 6). */
  readonly case: string;
}

/** Decisions about this wallet's own payments. */
export interface Decisions {
  /** Of everything that was refused or held with a receipt, oldest first. */
  list(): Promise<Outcome<readonly DecisionView[]>>;
  /**
   * `which`: `last`, the newest of the list; a decision's id; or of an admitted payment its transition's id, or its index in the log; of an
   * id the first digits are enough where no other begins so. The sovereign is asked for the rulebook where
   * this wallet does not have it yet.
   */
  explain(which: string): Promise<Outcome<Explained>>;
  /**
   * Appeals from what was refused or held, within 30 days, once: without a reason, and after a crash, it gives the
   * appeal that was said. The reason is for the office that is shown the case, and for nobody else.
   */
  appeal(which: string, reason?: string): Promise<Outcome<Appealed>>;
}
