import type { Outcome } from './outcome.ts';

/** A rulebook's answer about one hold. */
export interface Decision {
  readonly outcome: Outcome;
  /**
   * The public code of the rule that decided, such as `DE-7`, or `missing-fact`; null where nothing
   * objects, and of a hold that nobody explains.
   */
  readonly rule: string | null;
  /** What would lift a `hold`, such as `identity tier 2`; empty for the other outcomes. */
  readonly requirements: readonly string[];
}

export const NO_OBJECTION: Decision = { outcome: 'no-objection', rule: null, requirements: [] };
