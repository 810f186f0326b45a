import {
  constant,
  divided,
  divisorOf,
  floorDivided,
  type Inequality,
  type Linear,
  magnitude,
  plus,
  substitute,
  tightened,
  variable,
} from './inequality.ts';

/** Values of the variables that a system names. */
export type Solution = ReadonlyMap<number, bigint>;

/** How much work is left; shared by everything that one analysis does. */
export interface Budget {
  steps: number;
}

/** Thrown within the analysis when the budget is used up; whoever gave it says "not decided". */
export class OutOfBudget extends Error {}

export function spend(budget: Budget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw new OutOfBudget('the analysis has used up its steps');
}

/**
 * A whole solution of all inequalities, or undefined where there is none: exact, by the Omega test
 * (W. Pugh, "The Omega Test", Communications of the ACM 35 (1992) 8). The smallest value that the
 * others leave is taken for each variable, so that witnesses stay small.
 */
export function solve(system: readonly Inequality[], budget: Budget): Solution | undefined {
  spend(budget, 1 + system.length);
  const tidied = tidy(system);
  if (tidied === undefined) return undefined;
  const choice = cheapest(tidied);
  if (choice === undefined) return new Map();
  const { index, isExact } = choice;
  const sides = split(tidied, index);
  const real = shadow(sides, 0n);
  if (isExact) return extended(solve(real, budget), index, sides.lower);
  // The dark shadow holds only points above which a whole value is sure to be.
  const dark = solve(shadow(sides, 1n), budget);
  if (dark !== undefined) return extended(dark, index, sides.lower);
  if (solve(real, budget) === undefined) return undefined;
  return splinters(tidied, sides, index, budget);
}

interface Bound {
  /** The variable's coefficient, as a positive number. */
  readonly by: bigint;
  /** Lower: `by × x ≥ −rest`. Upper: `by × x ≤ rest`. */
  readonly rest: Linear;
}

interface Sides {
  readonly lower: readonly Bound[];
  readonly upper: readonly Bound[];
  readonly without: readonly Inequality[];
}

/** Tightened, each left side once with its strictest constant; undefined for a contradiction. */
function tidy(system: readonly Inequality[]): readonly Inequality[] | undefined {
  const strictest = new Map<string | number, Inequality>();
  for (const given of system) {
    const inequality = tightened(given);
    if (inequality.terms.size === 0) {
      if (inequality.constant < 0n) return undefined;
      continue;
    }
    const key = keyOf(inequality, 1n);
    const known = strictest.get(key);
    if (known === undefined || inequality.constant < known.constant) {
      strictest.set(key, inequality);
    }
  }
  for (const inequality of strictest.values()) {
    const opposite = strictest.get(keyOf(inequality, -1n));
    if (opposite !== undefined && opposite.constant + inequality.constant < 0n) return undefined;
  }
  return [...strictest.values()];
}

/** Equal for equal left sides; what is tightened has a coefficient of 1 or −1 where it has one. */
function keyOf({ terms }: Inequality, sign: bigint): string | number {
  if (terms.size === 1) {
    for (const [index, coefficient] of terms) return sign * coefficient > 0n ? index : -1 - index;
  }
  const sorted = [...terms].sort(([a], [b]) => a - b);
  let key = '';
  for (const [index, coefficient] of sorted) key += `${index}:${sign * coefficient} `;
  return key;
}

/** The variable whose removal is exact and makes the fewest inequalities. */
function cheapest(
  system: readonly Inequality[],
): { readonly index: number; readonly isExact: boolean } | undefined {
  const counts = new Map<number, { lower: number; upper: number; unit: [boolean, boolean] }>();
  for (const { terms } of system) {
    for (const [index, coefficient] of terms) {
      const count = counts.get(index) ?? { lower: 0, upper: 0, unit: [true, true] };
      const isLower = coefficient > 0n;
      if (isLower) count.lower += 1;
      else count.upper += 1;
      if (magnitude(coefficient) !== 1n) count.unit[isLower ? 0 : 1] = false;
      counts.set(index, count);
    }
  }
  let best: { index: number; isExact: boolean; cost: number } | undefined;
  for (const [index, { lower, upper, unit }] of counts) {
    const isExact = unit[0] || unit[1];
    const cost = lower * upper - lower - upper + (isExact ? 0 : 1e6);
    if (best === undefined || cost < best.cost) best = { index, isExact, cost };
  }
  return best;
}

function split(system: readonly Inequality[], index: number): Sides {
  const lower: Bound[] = [];
  const upper: Bound[] = [];
  const without: Inequality[] = [];
  for (const inequality of system) {
    const coefficient = inequality.terms.get(index);
    if (coefficient === undefined) {
      without.push(inequality);
      continue;
    }
    const rest = substitute(inequality, index, constant(0n));
    (coefficient > 0n ? lower : upper).push({ by: magnitude(coefficient), rest });
  }
  return { lower, upper, without };
}

/** Each lower bound beside each upper one; `dark` 1 asks for room for a whole number between. */
function shadow({ lower, upper, without }: Sides, dark: bigint): readonly Inequality[] {
  const projected = [...without];
  for (const low of lower) {
    for (const high of upper) {
      const between = plus(scaled(high.rest, low.by), high.by, low.rest);
      const room = dark * (low.by - 1n) * (high.by - 1n);
      projected.push(plus(between, -room, constant(1n)));
    }
  }
  return projected;
}

function scaled(linear: Linear, factor: bigint): Linear {
  return plus(constant(0n), factor, linear);
}

/** With the smallest whole value that the lower bounds leave. */
function extended(
  solution: Solution | undefined,
  index: number,
  lower: readonly Bound[],
): Solution | undefined {
  if (solution === undefined) return undefined;
  let smallest = lower.length === 0 ? 0n : undefined;
  for (const { by, rest } of lower) {
    const least = -floorDivided(valueOf(rest, solution), by);
    if (smallest === undefined || least > smallest) smallest = least;
  }
  return new Map(solution).set(index, smallest as bigint);
}

/** A linear expression's value; variables that no inequality names are 0. */
export function valueOf({ terms, constant: rest }: Linear, solution: Solution): bigint {
  let value = rest;
  for (const [index, coefficient] of terms) value += coefficient * (solution.get(index) ?? 0n);
  return value;
}

/** What lies between the two shadows is close to a lower bound: each distance is tried. */
function splinters(
  system: readonly Inequality[],
  { lower, upper }: Sides,
  index: number,
  budget: Budget,
): Solution | undefined {
  let steepest = 1n;
  for (const { by } of upper) if (by > steepest) steepest = by;
  for (const { by, rest } of lower) {
    const most = (steepest * by - steepest - by) / steepest;
    const bound = plus(rest, by, variable(index));
    for (let distance = 0n; distance <= most; distance += 1n) {
      const equality = plus(bound, -distance, constant(1n));
      const found = solveEqual(system, equality, budget);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** With one equality `linear = 0`, which takes one variable away. */
function solveEqual(
  system: readonly Inequality[],
  equality: Linear,
  budget: Budget,
): Solution | undefined {
  spend(budget, 1);
  const divisor = divisorOf(equality);
  if (divisor === 0n) return equality.constant === 0n ? solve(system, budget) : undefined;
  if (equality.constant % divisor !== 0n) return undefined;
  const reduced = divided(equality, divisor);
  let least: [number, bigint] | undefined;
  for (const term of reduced.terms) {
    if (least === undefined || magnitude(term[1]) < magnitude(least[1])) least = term;
  }
  const [index, coefficient] = least as [number, bigint];
  const others = substitute(reduced, index, constant(0n));
  if (magnitude(coefficient) === 1n) {
    const by = scaled(others, -coefficient);
    const found = solve(
      system.map((one) => substitute(one, index, by)),
      budget,
    );
    return found === undefined ? undefined : new Map(found).set(index, valueOf(by, found));
  }
  // Pugh's step: a new variable in whose terms all coefficients of the equality are smaller.
  const modulus = magnitude(coefficient) + 1n;
  const sign = coefficient > 0n ? 1n : -1n;
  const fresh = freshIndex([...system, equality]);
  let by: Linear = { terms: new Map([[fresh, -sign * modulus]]), constant: 0n };
  by = plus(by, sign, remainders(others, modulus));
  const found = solveEqual(
    system.map((one) => substitute(one, index, by)),
    substitute(reduced, index, by),
    budget,
  );
  if (found === undefined) return undefined;
  const solution = new Map(found).set(index, valueOf(by, found));
  solution.delete(fresh);
  return solution;
}

/** Each coefficient by its remainder nearest to 0. */
function remainders({ terms, constant: rest }: Linear, modulus: bigint): Linear {
  const nearest = (value: bigint): bigint =>
    value - modulus * floorDivided(2n * value + modulus, 2n * modulus);
  const smaller = new Map<number, bigint>();
  for (const [index, coefficient] of terms) {
    const remainder = nearest(coefficient);
    if (remainder !== 0n) smaller.set(index, remainder);
  }
  return { terms: smaller, constant: nearest(rest) };
}

function freshIndex(system: readonly Linear[]): number {
  let highest = -1;
  for (const { terms } of system) {
    for (const index of terms.keys()) if (index > highest) highest = index;
  }
  return highest + 1;
}
