import type { Failure, Outcome } from '@tallystick/wallet';

/** What was answered last, and to which question. */
export interface Answer<T> {
  readonly asked: string;
  readonly value: T | null;
  readonly failure: Failure | null;
}

export const NOTHING_YET: Omit<Answer<never>, 'asked'> = { value: null, failure: null };

/** What is known after an answer: a failure leaves what was answered to the same question before. */
export function answered<T>(
  before: Answer<T> | null,
  asked: string,
  outcome: Outcome<T>,
): Answer<T> {
  if (outcome.ok) return { asked, value: outcome.value, failure: null };
  return { asked, value: before?.asked === asked ? before.value : null, failure: outcome.failure };
}
