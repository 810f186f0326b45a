import type { Proof } from './proof.ts';
import type { Range, Taking } from './search.ts';

/**
 * The same facts of an allowed taking, each number in the widest range for which it is proven that
 * nothing objects, the others being anywhere in theirs: one unit more, and something does. Where the
 * proof has used up its steps a range is narrower than that, never wider.
 */
export function widened(taking: Taking, proof: Proof): Taking {
  let kept = taking;
  for (const [at, taken] of taking.entries()) {
    if (taken?.kind !== 'range') continue;
    const up = upwards(kept, at, taken, proof);
    kept = kept.with(at, up);
    kept = kept.with(at, downwards(kept, at, up, proof));
  }
  return kept;
}

function upwards(taking: Taking, at: number, range: Range, proof: Proof): Range {
  const to = furthest({
    sure: range.to,
    end: range.bound.high,
    step: 1n,
    refute: (value) => proof.refute(taking.with(at, { ...range, to: value }), at, 1n),
  });
  return { ...range, to };
}

function downwards(taking: Taking, at: number, range: Range, proof: Proof): Range {
  const from = furthest({
    sure: range.from,
    end: range.bound.low,
    step: -1n,
    refute: (value) => proof.refute(taking.with(at, { ...range, from: value }), at, -1n),
  });
  return { ...range, from };
}

interface Way {
  /** What is allowed by itself, and how far it can go. */
  readonly sure: bigint;
  readonly end: bigint;
  readonly step: 1n | -1n;
  /** Null when it is proven that nothing objects up to there; or where something may. */
  readonly refute: (value: bigint) => bigint | null;
}

/** The last value up to which it is proven that nothing objects. */
function furthest({ sure, end, step, refute }: Way): bigint {
  if (sure === end) return sure;
  let good = sure;
  let bad = refute(end);
  if (bad === null) return end;
  // An objection that was found before the end is often the first one.
  let isFirst = bad !== end;
  while ((bad - good) * step > 1n) {
    const asked: bigint = isFirst ? bad - step : (good + bad) / 2n;
    const found = refute(asked);
    isFirst = found !== null && (found - good) * step > 0n && (found - asked) * step < 0n;
    if (found === null) good = asked;
    else bad = isFirst ? found : asked;
  }
  return good;
}
