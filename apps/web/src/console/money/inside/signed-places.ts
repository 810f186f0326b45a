/** What a key has signed in this browser, kept before it signs (docs/decisions/0002-one-signature-per-sequence.md). */
export interface SignedPlace {
  readonly sequence: number;
  /** The transition's, in hexadecimal. */
  readonly id: string;
  /** Ms since 1970. */
  readonly notAfter: number;
}

/** As many as a run of proposals could leave open at once, and far more. */
const MOST = 256;

/** Those that were signed for the same sequences or later ones, and are something else. */
export function conflictsOf(
  known: readonly SignedPlace[],
  wanted: readonly SignedPlace[],
): readonly SignedPlace[] {
  const from = Math.min(...wanted.map(({ sequence }) => sequence));
  return known.filter(
    ({ sequence, id }) => sequence >= from && !wanted.some((one) => one.id === id),
  );
}

export function withPlaces(
  known: readonly SignedPlace[],
  wanted: readonly SignedPlace[],
): readonly SignedPlace[] {
  const fresh = wanted.filter(({ id }) => !known.some((one) => one.id === id));
  return [...known, ...fresh].slice(-MOST);
}
