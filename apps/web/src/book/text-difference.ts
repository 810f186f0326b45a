/** One line of two texts put beside each other. */
export interface DifferenceLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Longer texts are shown whole, removed and then added: what compares them grows with the product of their lines. */
const MOST_CELLS = 4_000_000;

/** What a text has that an older one has not, and the other way round, line by line (longest common subsequence). */
export function differenceOf(older: string, newer: string): DifferenceLine[] {
  const a = linesOf(older);
  const b = linesOf(newer);
  if (a.length * b.length > MOST_CELLS) {
    return [...a.map((text) => line('removed', text)), ...b.map((text) => line('added', text))];
  }
  const lengths = commonLengths(a, b);
  const found: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      found.push(line('same', left));
      i += 1;
      j += 1;
    } else if (left !== undefined && at(lengths, i + 1, j) >= at(lengths, i, j + 1)) {
      found.push(line('removed', left));
      i += 1;
    } else {
      found.push(line('added', right ?? ''));
      j += 1;
    }
  }
  return found;
}

function line(kind: DifferenceLine['kind'], text: string): DifferenceLine {
  return { kind, text };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function at(lengths: readonly Uint32Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? -1;
}

/** `lengths[i][j]`: how many lines the rests from i and from j have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as Uint32Array;
      row[j] =
        a[i] === b[j]
          ? at(lengths, i + 1, j + 1) + 1
          : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}
