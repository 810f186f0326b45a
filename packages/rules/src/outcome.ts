/**
 * What a rulebook answers, from the strictest to the mildest; only `no-objection` is yes (DESIGN
 * section 8).
 */
export type Outcome = 'refuse' | 'hold' | 'no-objection';

const STRICTNESS: Readonly<Record<Outcome, number>> = { refuse: 2, hold: 1, 'no-objection': 0 };

/** The stricter of two outcomes: no module can loosen what another says. */
export function strictest(a: Outcome, b: Outcome): Outcome {
  return STRICTNESS[a] >= STRICTNESS[b] ? a : b;
}
