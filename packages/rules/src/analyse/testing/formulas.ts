import * as fc from 'fast-check';
import { COMPARISONS, type Comparison } from '../../tree/index.ts';
import { and, compared, type Formula, known, or } from '../formula.ts';
import { constant, type Linear, plus, variable } from '../linear/inequality.ts';
import { type Quantity, Variables } from '../variables.ts';

/** Random formulas over a payment's facts, and the same in SMT-LIB. */
export interface Spoken {
  readonly formula: Formula;
  readonly smt: string;
}

const MOST = 2n ** 63n - 1n;
const COUNTED = 2n ** 53n - 1n;

/** What is asked about, with the least and the most that it can be. */
const NUMBERS: readonly (readonly [Quantity, bigint, bigint])[] = [
  [{ kind: 'amount', currency: null }, 1n, MOST],
  [{ kind: 'sent', hours: 24, currency: null }, 0n, MOST - 1n],
  [{ kind: 'sent', hours: 72, currency: null }, 0n, MOST - 1n],
  [{ kind: 'sent', hours: 720, currency: null }, 0n, MOST - 1n],
  [{ kind: 'payments', hours: 24 }, 0n, COUNTED],
  [{ kind: 'payments', hours: 720 }, 0n, COUNTED],
  [{ kind: 'payees', hours: 24 }, 0n, COUNTED],
  [{ kind: 'payees', hours: 72 }, 0n, COUNTED],
  [{ kind: 'tier', of: 'sender' }, 0n, 15n],
  [{ kind: 'tier', of: 'receiver' }, 0n, 15n],
  [{ kind: 'indicator', name: 'CPI' }, 0n, MOST],
  [{ kind: 'waited' }, 0n, COUNTED],
];

/** So many times the second is never below the first: by their places among the numbers. */
const NEVER_BELOW: readonly (readonly [less: number, more: number, times: number])[] = [
  [1, 2, 1],
  [2, 3, 1],
  [4, 5, 1],
  [6, 7, 1],
  [6, 4, 16],
  [6, 5, 16],
  [7, 5, 16],
];

const FLAGS = ['online', 'second-factor', 'listed'];
const PURPOSES = ['SALA', 'CHAR', 'RENT', 'TAXS'];

/** The numbers in their order, so that the place of each is its variable. */
export function numbered(): Variables {
  const variables = new Variables();
  for (const [quantity] of NUMBERS) variables.numberOf(quantity);
  return variables;
}

export function numberDeclarations(): readonly string[] {
  return [
    ...NUMBERS.flatMap(([, low, high], place) => [
      `(declare-const n${place} Int)`,
      `(assert (<= ${low} n${place} ${high}))`,
    ]),
    ...NEVER_BELOW.map(([less, more, times]) => `(assert (<= n${less} (* ${times} n${more})))`),
    ...FLAGS.map((name) => `(declare-const ${name} Bool)`),
    '(declare-const purpose Int)',
  ];
}

const value = fc.oneof(
  { arbitrary: fc.bigInt({ min: -20n, max: 20n }), weight: 6 },
  fc.constantFrom(MOST, MOST - 1n, MOST - 2n, COUNTED, 15n, -MOST),
);

interface Side {
  readonly linear: Linear;
  readonly smt: string;
}

const side: fc.Arbitrary<Side> = fc
  .tuple(
    fc.array(fc.tuple(fc.bigInt({ min: -3n, max: 4n }), fc.nat({ max: NUMBERS.length - 1 })), {
      maxLength: 3,
    }),
    value,
  )
  .map(([terms, rest]) => ({
    linear: terms.reduce(
      (sum, [factor, place]) => plus(sum, factor, variable(place)),
      constant(rest),
    ),
    smt: `(+ 0 ${whole(rest)} ${terms.map(([f, place]) => `(* ${whole(f)} n${place})`).join(' ')})`,
  }));

function whole(number: bigint): string {
  return number < 0n ? `(- ${-number})` : String(number);
}

function spokenComparison(left: Side, comparison: Comparison, right: Side): string {
  const sides = `${left.smt} ${right.smt}`;
  return comparison === '!=' ? `(not (= ${sides}))` : `(${comparison} ${sides})`;
}

const literal: fc.Arbitrary<Spoken> = fc.oneof(
  {
    arbitrary: fc
      .tuple(side, fc.constantFrom(...COMPARISONS), side, fc.boolean())
      .map(([left, comparison, right, isSo]) => {
        const spoken = spokenComparison(left, comparison, right);
        return {
          formula: compared(left.linear, comparison, right.linear, isSo),
          smt: isSo ? spoken : `(not ${spoken})`,
        };
      }),
    weight: 5,
  },
  fc.tuple(fc.constantFrom(...FLAGS), fc.boolean()).map(([name, is]): Spoken => ({
    formula: { kind: 'flag', name, value: is },
    smt: is ? name : `(not ${name})`,
  })),
  fc
    .tuple(fc.subarray(PURPOSES, { minLength: 1 }), fc.boolean())
    .map(([names, negated]): Spoken => {
      const among = names.map((name) => `(= purpose ${PURPOSES.indexOf(name)})`).join(' ');
      return {
        formula: { kind: 'purpose', among: new Set(names), negated },
        smt: negated ? `(not (or ${among}))` : `(or ${among})`,
      };
    }),
  fc.boolean().map((is) => ({ formula: known(is), smt: String(is) })),
);

const { formula } = fc.letrec<{ formula: Spoken }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'medium', maxDepth: 5, withCrossShrink: true },
    literal,
    fc
      .tuple(fc.boolean(), fc.array(tie('formula'), { minLength: 2, maxLength: 5 }))
      .map(([isAnd, of]) => ({
        formula: (isAnd ? and : or)(of.map((one) => one.formula)),
        smt: `(${isAnd ? 'and' : 'or'} ${of.map(({ smt }) => smt).join(' ')})`,
      })),
  ),
}));

/** A conjunction of several, so that a good part of them has no model. */
export const spokenFormula: fc.Arbitrary<Spoken> = fc
  .array(formula, { minLength: 1, maxLength: 8 })
  .map((of) => ({
    formula: and(of.map((one) => one.formula)),
    smt: `(and true ${of.map(({ smt }) => smt).join(' ')})`,
  }));
