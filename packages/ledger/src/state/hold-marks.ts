/** What is known of a hold without reading its record; bits of `NewHold.marks`. */
export const MARKS = {
  /** It has a writer, a meter, a condition or bounds: more than a plain payment. */
  further: 1,
  /** Its writer has signed a fork on it. */
  forked: 2,
  /** Cheques registered for it are not paid in full. */
  short: 4,
  /** All its claims were released: it may return at once. */
  released: 8,
} as const;

/** In place of a payee's slot: anyone within the bounds of the claim. No slot, and no treasury. */
export const ANYONE: number = -(2 ** 31);
/** The country of such a claim: its bounds are in the terms. */
export const NO_COUNTRY = '\0\0';
