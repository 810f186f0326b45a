import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { above, atLeast, constant, type Inequality, plus, variable } from './inequality.ts';
import { OutOfBudget, solve, valueOf } from './solve.ts';

const MOST = 6n;

/** Every variable is 0 to 6, so that all points can be tried. */
function bounded(count: number): Inequality[] {
  return Array.from({ length: count }, (_, index) => [
    atLeast(variable(index), constant(0n)),
    atLeast(constant(MOST), variable(index)),
  ]).flat();
}

function isSolvedBy(system: readonly Inequality[], point: readonly bigint[]): boolean {
  const solution = new Map(point.map((value, index) => [index, value]));
  return system.every((inequality) => valueOf(inequality, solution) >= 0n);
}

function someSolution(system: readonly Inequality[], count: number): boolean {
  const points = (Number(MOST) + 1) ** count;
  for (let point = 0; point < points; point += 1) {
    let rest = point;
    const values = Array.from({ length: count }, () => {
      const value = BigInt(rest % (Number(MOST) + 1));
      rest = Math.floor(rest / (Number(MOST) + 1));
      return value;
    });
    if (isSolvedBy(system, values)) return true;
  }
  return false;
}

const inequality = (count: number): fc.Arbitrary<Inequality> =>
  fc
    .tuple(
      fc.array(fc.bigInt({ min: -5n, max: 5n }), { minLength: count, maxLength: count }),
      fc.bigInt({ min: -20n, max: 20n }),
    )
    .map(([coefficients, rest]) =>
      coefficients.reduce(
        (sum, coefficient, index) => plus(sum, coefficient, variable(index)),
        constant(rest),
      ),
    );

test('a system has a solution exactly when trying every point finds one', () => {
  let none = 0;
  fc.assert(
    fc.property(fc.array(inequality(3), { minLength: 1, maxLength: 6 }), (extra) => {
      const system = [...bounded(3), ...extra];
      const found = solve(system, { steps: 1_000_000 });
      const expected = someSolution(system, 3);
      if (!expected) none += 1;
      expect(found !== undefined).toBe(expected);
      if (found === undefined) return;
      expect(
        isSolvedBy(
          system,
          [0, 1, 2].map((index) => found.get(index) ?? 0n),
        ),
      ).toBe(true);
    }),
    { numRuns: 1500 },
  );
  expect(none).toBeGreaterThan(50);
});

test('parity is seen where fractions would do: 2x = 2y + 1 has no whole solution', () => {
  const twice = (index: number): Inequality => plus(constant(0n), 2n, variable(index));
  const odd = plus(twice(1), 1n, constant(1n));
  const system = [...bounded(2), atLeast(twice(0), odd), atLeast(odd, twice(0))];
  expect(solve(system, { steps: 10_000 })).toBeUndefined();
});

test('the largest amounts are no matter', () => {
  const most = 2n ** 63n - 1n;
  const system = [above(variable(0), constant(most - 2n)), atLeast(constant(most), variable(0))];
  expect(solve(system, { steps: 100 })?.get(0)).toBe(most - 1n);
});

test('a budget that is used up is said, never taken for "none"', () => {
  expect(() => solve(bounded(3), { steps: 2 })).toThrow(OutOfBudget);
});
