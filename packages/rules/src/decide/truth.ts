/**
 * What a condition can be: Kleene's three values, ordered so that `and` is the least and `or` the
 * greatest of its operands. Numbers, because a million decisions a second pass through them.
 */
export const FALSE = 0;
export const MISSING = 1;
export const TRUE = 2;

export type Truth = typeof FALSE | typeof MISSING | typeof TRUE;

export function truthOf(known: boolean | null): Truth {
  if (known === null) return MISSING;
  return known ? TRUE : FALSE;
}

export function negation(truth: Truth): Truth {
  return (TRUE - truth) as Truth;
}
