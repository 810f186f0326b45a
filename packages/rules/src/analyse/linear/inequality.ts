/** `Σ coefficient × variable + constant ≥ 0` over whole numbers; no coefficient is 0. */
export interface Inequality {
  readonly terms: ReadonlyMap<number, bigint>;
  readonly constant: bigint;
}

/** A linear expression, of the same form as the left side of an inequality. */
export type Linear = Inequality;

export const ZERO: Linear = { terms: new Map(), constant: 0n };

export function constant(value: bigint): Linear {
  return { terms: ZERO.terms, constant: value };
}

export function variable(index: number): Linear {
  return { terms: new Map([[index, 1n]]), constant: 0n };
}

/** `left + factor × right` */
export function plus(left: Linear, factor: bigint, right: Linear): Linear {
  const terms = new Map(left.terms);
  for (const [index, coefficient] of right.terms) {
    const sum = (terms.get(index) ?? 0n) + factor * coefficient;
    if (sum === 0n) terms.delete(index);
    else terms.set(index, sum);
  }
  return { terms, constant: left.constant + factor * right.constant };
}

/** `left ≥ right` */
export function atLeast(left: Linear, right: Linear): Inequality {
  return plus(left, -1n, right);
}

/** `left > right`, which among whole numbers is `left ≥ right + 1`. */
export function above(left: Linear, right: Linear): Inequality {
  return plus(atLeast(left, right), -1n, constant(1n));
}

/** With `by` in the place of the variable. */
export function substitute(linear: Linear, index: number, by: Linear): Linear {
  const coefficient = linear.terms.get(index);
  if (coefficient === undefined) return linear;
  const terms = new Map(linear.terms);
  terms.delete(index);
  return plus({ terms, constant: linear.constant }, coefficient, by);
}

/** The greatest common divisor of the coefficients; 0 where there are none. */
export function divisorOf({ terms }: Linear): bigint {
  let divisor = 0n;
  for (const coefficient of terms.values()) divisor = gcd(divisor, magnitude(coefficient));
  return divisor;
}

/** The same whole solutions, with the smallest coefficients: the constant is rounded down. */
export function tightened(inequality: Inequality): Inequality {
  const divisor = divisorOf(inequality);
  if (divisor <= 1n) return inequality;
  return divided(inequality, divisor);
}

export function divided({ terms, constant: rest }: Linear, divisor: bigint): Linear {
  const smaller = new Map([...terms].map(([index, coefficient]) => [index, coefficient / divisor]));
  return { terms: smaller, constant: floorDivided(rest, divisor) };
}

export function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** ⌊value ÷ divisor⌋ for a positive divisor; BigInt's own division rounds towards 0. */
export function floorDivided(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}

export function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
