/** Words longer than this are nobody's slip of the pen. */
const MAX_LENGTH = 32;
/** Candidates that are compared letter by letter: a text can have a hundred mistakes. */
const MAX_COMPARED = 1000;

/** The candidate that the fewest changes of a letter make of `word`: at most one for each three letters. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > MAX_LENGTH) return null;
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  let compared = 0;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    compared += 1;
    if (compared > MAX_COMPARED) break;
    const changes = changesBetween(wanted, candidate.toLowerCase(), fewest);
    if (changes < fewest) {
      best = candidate;
      fewest = changes;
    }
  }
  return best;
}

/** Letters put in, left out, replaced, or two neighbours swapped; `most` where there are as many. */
function changesBetween(a: string, b: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (same ? 0 : 1),
      );
      if (!same && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] as number) + 1);
      }
      row.push(least);
    }
    // A swap of neighbours reaches over one row, so two of them have to be beyond it.
    if (Math.min(...row) >= most && Math.min(...last) >= most) return most;
    before = last;
    last = row;
  }
  return last[b.length] as number;
}
