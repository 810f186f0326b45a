import { and, type Formula, type Literal, NO, or } from './formula.ts';
import type { Inequality } from './linear/inequality.ts';
import { type Budget, type Solution, solve, spend } from './linear/solve.ts';
import type { Variables } from './variables.ts';

/** A payment in one corridor, as far as formulas ask about it. */
export interface Model {
  readonly flags: ReadonlyMap<string, boolean>;
  readonly purposes: Purposes;
  readonly numbers: Solution;
}

export interface Purposes {
  /** Null: any. */
  readonly only: ReadonlySet<string> | null;
  readonly never: ReadonlySet<string>;
}

/** What has been decided so far on the way to a model. */
interface Assumed {
  readonly flags: Map<string, boolean>;
  purposes: Purposes;
  readonly ranges: Map<number, Range>;
  readonly inequalities: Inequality[];
}

interface Solved {
  readonly count: number;
  readonly numbers: Solution;
}

interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

/** A payment for which the formula is true, or undefined where there is none: exact. */
export function satisfy(formula: Formula, variables: Variables, budget: Budget): Model | undefined {
  return new Search(variables, budget).from([formula], nothingAssumed());
}

/** What is left of a formula where some others, which are no choices, are so. */
export function reduced(
  formula: Formula,
  given: readonly Formula[],
  variables: Variables,
  budget: Budget,
): Formula {
  return new Search(variables, budget).reduced(formula, given, nothingAssumed());
}

function nothingAssumed(): Assumed {
  return {
    flags: new Map(),
    purposes: { only: null, never: new Set() },
    ranges: new Map(),
    inequalities: [],
  };
}

class Search {
  readonly #variables: Variables;
  readonly #budget: Budget;

  constructor(variables: Variables, budget: Budget) {
    this.#variables = variables;
    this.#budget = budget;
  }

  /** `solved`: a solution of the first inequalities that are assumed. */
  from(goals: readonly Formula[], assumed: Assumed, solved?: Solved): Model | undefined {
    const open = this.#settle(goals, assumed);
    if (open === undefined) return undefined;
    const isNew = assumed.inequalities.length > (solved?.count ?? -1);
    const numbers = isNew ? this.#numbers(assumed.inequalities) : solved?.numbers;
    if (numbers === undefined) return undefined;
    const [narrowest] = open;
    if (narrowest === undefined) {
      return { flags: assumed.flags, purposes: assumed.purposes, numbers };
    }
    const rest = open.filter((one) => one !== narrowest);
    for (const alternative of narrowest.of) {
      const found = this.from([alternative, ...rest], copied(assumed), {
        count: assumed.inequalities.length,
        numbers,
      });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  reduced(formula: Formula, given: readonly Formula[], assumed: Assumed): Formula {
    if (this.#settle(given, assumed) === undefined) return NO;
    return this.#reduce(formula, assumed);
  }

  /** Takes in all that there is no choice about; the choices that are left, the narrowest first. */
  #settle(goals: readonly Formula[], assumed: Assumed): Or[] | undefined {
    let pending: readonly Formula[] = goals;
    for (;;) {
      let hasLearned = false;
      const open: Or[] = [];
      const stack = [...pending];
      for (let goal = stack.pop(); goal !== undefined; goal = stack.pop()) {
        spend(this.#budget, 1);
        const left = this.#reduce(goal, assumed);
        if (left.kind === 'known') {
          if (!left.value) return undefined;
        } else if (left.kind === 'and') {
          stack.push(...left.of);
        } else if (left.kind === 'or') {
          open.push(left);
        } else {
          if (!this.#assume(left, assumed)) return undefined;
          hasLearned = true;
        }
      }
      if (!hasLearned) return open.sort((a, b) => a.of.length - b.of.length);
      pending = open;
    }
  }

  /** What is left of a formula under what is assumed. */
  #reduce(formula: Formula, assumed: Assumed): Formula {
    switch (formula.kind) {
      case 'known':
        return formula;
      case 'and':
      case 'or': {
        spend(this.#budget, formula.of.length);
        const of = formula.of.map((one) => this.#reduce(one, assumed));
        if (of.every((one, index) => one === formula.of[index])) return formula;
        return formula.kind === 'and' ? and(of) : or(of);
      }
      case 'flag': {
        const value = assumed.flags.get(formula.name);
        return value === undefined ? formula : { kind: 'known', value: value === formula.value };
      }
      case 'purpose': {
        const value = purposeIs(formula, assumed.purposes);
        return value === undefined ? formula : { kind: 'known', value };
      }
      case 'linear': {
        const value = this.#isSo(formula.inequality, assumed.ranges);
        return value === undefined ? formula : { kind: 'known', value };
      }
    }
  }

  /** Whether the ranges alone settle an inequality. */
  #isSo({ terms, constant }: Inequality, ranges: Assumed['ranges']): boolean | undefined {
    let least = constant;
    let most = constant;
    for (const [index, coefficient] of terms) {
      const { low, high } = ranges.get(index) ?? this.#variables.range(index);
      least += coefficient * (coefficient > 0n ? low : high);
      most += coefficient * (coefficient > 0n ? high : low);
    }
    if (least >= 0n) return true;
    return most < 0n ? false : undefined;
  }

  /** Takes a literal in that is neither true nor false yet; false where nothing is left then. */
  #assume(literal: Literal, assumed: Assumed): boolean {
    switch (literal.kind) {
      case 'flag':
        assumed.flags.set(literal.name, literal.value);
        return true;
      case 'purpose':
        assumed.purposes = narrowed(assumed.purposes, literal.among, literal.negated);
        return assumed.purposes.only === null || assumed.purposes.only.size > 0;
      case 'linear':
        assumed.inequalities.push(literal.inequality);
        return this.#narrow(literal.inequality, assumed.ranges);
    }
  }

  #narrow({ terms, constant }: Inequality, ranges: Assumed['ranges']): boolean {
    if (terms.size !== 1) return true;
    const [[index, coefficient]] = terms as unknown as [[number, bigint]];
    let { low, high } = ranges.get(index) ?? this.#variables.range(index);
    if (coefficient > 0n) low = larger(low, ceiling(-constant, coefficient));
    else high = -larger(-high, ceiling(-constant, -coefficient));
    ranges.set(index, { low, high });
    return low <= high;
  }

  #numbers(inequalities: readonly Inequality[]): Solution | undefined {
    const asked = new Set<number>();
    for (const { terms } of inequalities) for (const index of terms.keys()) asked.add(index);
    return solve([...inequalities, ...this.#variables.bounds(asked)], this.#budget);
  }
}

type Or = Extract<Formula, { kind: 'or' }>;

function copied({ flags, purposes, ranges, inequalities }: Assumed): Assumed {
  return {
    flags: new Map(flags),
    purposes,
    ranges: new Map(ranges),
    inequalities: [...inequalities],
  };
}

interface Purpose {
  readonly among: ReadonlySet<string>;
  readonly negated: boolean;
}

function purposeIs({ among, negated }: Purpose, { only, never }: Purposes): boolean | undefined {
  if (only !== null) {
    const possible = [...only];
    if (possible.every((code) => among.has(code))) return !negated;
    return possible.some((code) => among.has(code)) ? undefined : negated;
  }
  return [...among].every((code) => never.has(code)) ? negated : undefined;
}

function narrowed(
  { only, never }: Purposes,
  among: ReadonlySet<string>,
  negated: boolean,
): Purposes {
  if (negated) {
    const left = only === null ? null : new Set([...only].filter((code) => !among.has(code)));
    return { only: left, never: new Set([...never, ...among]) };
  }
  const possible = [...(only ?? among)].filter((code) => among.has(code) && !never.has(code));
  return { only: new Set(possible), never };
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** ⌈value ÷ divisor⌉ for a positive divisor. */
function ceiling(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor > 0n ? quotient + 1n : quotient;
}
