import type { ExampleFact } from '../tree/index.ts';
import type { Bound, Candidate, OpenFact } from './open-facts.ts';

/** What an open fact is taken to be. */
export type Taken =
  | { readonly kind: 'plain'; readonly fact: ExampleFact }
  /** Anything from `from` to `to`, both included. */
  | {
      readonly kind: 'range';
      readonly bound: Bound;
      readonly from: bigint;
      readonly to: bigint;
    };

export type Range = Extract<Taken, { kind: 'range' }>;

/** One for each open fact, in their order; undefined is unknown. */
export type Taking = readonly (Taken | undefined)[];

/** How many of the open facts may differ from what helps most often. */
const MAX_DEVIATIONS = 3;
/** Decisions that one question may cost: a hundredth of a second or so. */
const MAX_TRIES = 2000;

/** One value of a range: the end that rules may object to. */
export function factOf(taken: Taken): ExampleFact {
  if (taken.kind === 'plain') return taken.fact;
  const { bound, from, to } = taken;
  return bound.fact(bound.side === 'at most' ? to : from);
}

/** What each open fact is taken to be when nothing speaks against it. */
export function preferred(open: readonly OpenFact[]): Taking {
  return open.map(({ candidates }) => {
    const [first] = candidates;
    return first === undefined ? undefined : startOf(first);
  });
}

/** The end of a range from which it is widened. */
export function startOf(candidate: Candidate): Taken {
  if (candidate.kind === 'plain') return candidate;
  return only(candidate, candidate.side === 'at most' ? candidate.low : candidate.high);
}

/** A range of one value. */
export function only(bound: Bound, value: bigint): Range {
  return { kind: 'range', bound, from: value, to: value };
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

/** As few facts of an allowed taking as are needed for it. */
export function needed(taking: Taking, allows: (taking: Taking) => boolean): Taking {
  let kept = taking;
  for (let at = 0; at < kept.length; at += 1) {
    const without = kept.with(at, undefined);
    if (kept[at] !== undefined && allows(without)) kept = without;
  }
  return kept;
}
