import { hourOf, type Needs } from '@tallystick/rules';

/**
 * Payees are remembered from the first put on that a rulebook decides which asks for them: of what
 * identities that were there already have put before, nothing is known.
 */
export interface PayeesSince {
  /** Complete from the hour after this one on. */
  readonly hour: number;
  /** How many identities there were: of later ones everything is known. */
  readonly identities: number;
}

/** Nobody has put anything yet. */
export const SINCE_THE_BEGINNING: PayeesSince = { hour: 0, identities: 0 };

/** From when on payees are remembered, seen from a put under `time`. */
export function sinceNow(known: PayeesSince | null, identities: number, time: number): PayeesSince {
  return known ?? { hour: hourOf(time), identities };
}

/** Whether a rulebook asks whom somebody has paid. */
export function asksForPayees({ payees, first }: Needs): boolean {
  return first || payees.length > 0;
}
