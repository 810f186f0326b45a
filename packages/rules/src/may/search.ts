import type { ExampleFact } from '../tree/index.ts';
import type { Bound, Candidate, OpenFact } from './open-facts.ts';

/** What an open fact is taken to be. */
export type Taken =
  | { readonly kind: 'plain'; readonly fact: ExampleFact }
  | { readonly kind: 'bound'; readonly bound: Bound; readonly value: bigint }
  /** A quantity of which no side could be told. */
  | { readonly kind: 'exact'; readonly bound: Bound; readonly value: bigint };

/** One for each open fact, in their order; undefined is unknown. */
export type Taking = readonly (Taken | undefined)[];

/** How many of the open facts may differ from what helps most often. */
const MAX_DEVIATIONS = 3;
/** Decisions that one question may cost: a hundredth of a second or so. */
const MAX_TRIES = 2000;
/** Where a bound is looked at again, between what was found and its far end. */
const PROBES = 16n;
const MAX_MARKS = 512;

export function factOf(taken: Taken): ExampleFact {
  return taken.kind === 'plain' ? taken.fact : taken.bound.fact(taken.value);
}

/** What each open fact is taken to be when nothing speaks against it. */
export function preferred(open: readonly OpenFact[]): Taking {
  return open.map(({ candidates }) => {
    const [first] = candidates;
    return first === undefined ? undefined : startOf(first);
  });
}

/** The end of a bound from which it is widened. */
export function startOf(candidate: Candidate): Taken {
  if (candidate.kind === 'plain') return candidate;
  const value = candidate.side === 'at most' ? candidate.low : candidate.high;
  return { kind: 'bound', bound: candidate, value };
}

/** A taking that is allowed; undefined where none was found among those that were tried. */
export function findAllowed(
  open: readonly OpenFact[],
  allows: (taking: Taking) => boolean,
): Taking | undefined {
  const start = preferred(open);
  let tries = 0;
  const search = (taking: Taking, from: number, deviations: number): Taking | undefined => {
    if (deviations === 0) {
      tries += 1;
      return allows(taking) ? taking : undefined;
    }
    for (let at = from; at < open.length && tries < MAX_TRIES; at += 1) {
      for (const candidate of open[at]?.candidates.slice(1) ?? []) {
        const found = search(taking.with(at, startOf(candidate)), at + 1, deviations - 1);
        if (found !== undefined) return found;
        if (tries >= MAX_TRIES) return undefined;
      }
    }
    return undefined;
  };
  for (let deviations = 0; deviations <= MAX_DEVIATIONS; deviations += 1) {
    const found = search(start, 0, deviations);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * As little of an allowed taking as is allowed still, and bounds as wide as they may be. `marks` are
 * where rules may change their mind within a bound: an amount that one of them names, or the like.
 */
export function loosened(
  taking: Taking,
  allows: (taking: Taking) => boolean,
  marks: readonly bigint[],
): Taking {
  let kept = taking;
  for (let at = 0; at < kept.length; at += 1) {
    const without = kept.with(at, undefined);
    if (allows(without)) kept = without;
  }
  for (const [at, taken] of kept.entries()) {
    if (taken?.kind !== 'bound') continue;
    const { bound } = taken;
    const isAllowed = (value: bigint): boolean =>
      allows(kept.with(at, { kind: 'bound', bound, value }));
    kept = kept.with(at, widened(bound, marks, isAllowed));
  }
  return kept;
}

function widened(
  bound: Bound,
  marks: readonly bigint[],
  isAllowed: (value: bigint) => boolean,
): Taken {
  const isUpper = bound.side === 'at most';
  const sure = isUpper ? bound.low : bound.high;
  let good = sure;
  let bad = isUpper ? bound.high + 1n : bound.low - 1n;
  while (bad - good > 1n || good - bad > 1n) {
    const middle = (good + bad) / 2n;
    if (isAllowed(middle)) good = middle;
    else bad = middle;
  }
  const looked = pointsBetween(sure, good, marks);
  // Rules that object in between leave what is before that; nothing, where they do at once.
  const objected = looked.findIndex((value) => !isAllowed(value));
  if (objected < 0) return { kind: 'bound', bound, value: good };
  const last = looked[objected - 1];
  return last === undefined
    ? { kind: 'exact', bound, value: sure }
    : { kind: 'bound', bound, value: last };
}

/** From the one towards the other, without the first. */
function pointsBetween(sure: bigint, good: bigint, marks: readonly bigint[]): bigint[] {
  const points = new Set<bigint>();
  for (let probe = 1n; probe < PROBES; probe += 1n) {
    points.add(sure + ((good - sure) * probe) / PROBES);
  }
  for (const mark of marks.slice(0, MAX_MARKS)) {
    for (const beside of [mark - 1n, mark, mark + 1n]) points.add(beside);
  }
  const [low, high] = sure < good ? [sure, good] : [good, sure];
  const within = [...points].filter((one) => one >= low && one <= high && one !== sure);
  const distance = (one: bigint): bigint => (one > sure ? one - sure : sure - one);
  return within.sort((a, b) => (distance(a) < distance(b) ? -1 : 1));
}
