/**
 * How long things took, counted in classes: eight to each doubling, from 1/16 ms to over four minutes. So noting one costs no
 * memory, two can be added, and a percentile is at most 9 % too long.
 */
export type Durations = Uint32Array;

const FINEST_MS = 1 / 16;
const EACH_DOUBLING = 8;
const DOUBLINGS = 22;
const CLASSES = EACH_DOUBLING * DOUBLINGS;

export function newDurations(): Durations {
  return new Uint32Array(CLASSES);
}

/** What is longer than the longest class counts as that. */
export function noteDuration(counts: Durations, ms: number): void {
  const place = Math.ceil(Math.log2(ms / FINEST_MS) * EACH_DOUBLING);
  const within = place > 0 ? Math.min(place, CLASSES - 1) : 0; // NaN and below the finest too
  counts[within] = (counts[within] ?? 0) + 1;
}

export function addDurations(counts: Durations, more: Durations): void {
  for (let at = 0; at < CLASSES; at += 1) counts[at] = (counts[at] ?? 0) + (more[at] ?? 0);
}

/** What so many of a thousand did not exceed, in ms: the end of its class, to three figures. Null of nothing. */
export function percentile(counts: Durations, permille: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const needed = Math.max(1, Math.ceil((all * permille) / 1000));
  let seen = 0;
  const place = counts.findIndex((count) => (seen += count) >= needed);
  return Number((FINEST_MS * 2 ** (place / EACH_DOUBLING)).toPrecision(3));
}
