import {
  type Inequality,
  above,
  atLeast,
  constant,
  type Linear,
  plus,
} from './linear/inequality.ts';
import type { Comparison } from '../tree/index.ts';

/** Something about a payment that is so or is not. */
interface FlagLiteral {
  readonly kind: 'flag';
  readonly name: string;
  readonly value: boolean;
}

/** The payment's purpose is among some codes, or among none of them. */
interface PurposeLiteral {
  readonly kind: 'purpose';
  readonly among: ReadonlySet<string>;
  readonly negated: boolean;
}

interface LinearLiteral {
  readonly kind: 'linear';
  readonly inequality: Inequality;
}

export type Literal = FlagLiteral | PurposeLiteral | LinearLiteral;

/**
 * What has to be so about a complete payment in one corridor. Negations are in the literals: there
 * is no missing fact here, since a missing one only ever holds (decision 0008, section 3).
 */
export type Formula =
  | { readonly kind: 'known'; readonly value: boolean }
  | { readonly kind: 'and'; readonly of: readonly Formula[] }
  | { readonly kind: 'or'; readonly of: readonly Formula[] }
  | Literal;

const YES: Formula = { kind: 'known', value: true };
export const NO: Formula = { kind: 'known', value: false };

export function known(value: boolean): Formula {
  return value ? YES : NO;
}

export function and(formulas: readonly Formula[]): Formula {
  return joined('and', formulas);
}

export function or(formulas: readonly Formula[]): Formula {
  return joined('or', formulas);
}

/** Without what changes nothing, and flat where it can be. */
function joined(kind: 'and' | 'or', formulas: readonly Formula[]): Formula {
  const settles = kind === 'or';
  const of: Formula[] = [];
  for (const formula of formulas) {
    if (formula.kind === 'known') {
      if (formula.value === settles) return formula;
      continue;
    }
    if (formula.kind === kind) of.push(...formula.of);
    else of.push(formula);
  }
  const [first] = of;
  if (first === undefined) return known(!settles);
  return of.length === 1 ? first : { kind, of };
}

export function linear(inequality: Inequality): Formula {
  if (inequality.terms.size === 0) return known(inequality.constant >= 0n);
  return { kind: 'linear', inequality };
}

/** What is so whatever the flags are that `isOpen` says: each counts as neither so nor not so. */
export function whatever(formula: Formula, isOpen: (flag: string) => boolean): Formula {
  switch (formula.kind) {
    case 'and':
    case 'or': {
      const of = formula.of.map((one) => whatever(one, isOpen));
      return formula.kind === 'and' ? and(of) : or(of);
    }
    case 'flag':
      return isOpen(formula.name) ? NO : formula;
    case 'known':
    case 'purpose':
    case 'linear':
      return formula;
  }
}

/** What is so exactly where the formula is not. */
export function negation(formula: Formula): Formula {
  switch (formula.kind) {
    case 'known':
      return known(!formula.value);
    case 'and':
      return or(formula.of.map(negation));
    case 'or':
      return and(formula.of.map(negation));
    case 'flag':
      return { ...formula, value: !formula.value };
    case 'purpose':
      return { ...formula, negated: !formula.negated };
    case 'linear':
      return linear(plus(constant(-1n), -1n, formula.inequality));
  }
}

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  '<': '>=',
  '<=': '>',
  '=': '!=',
  '!=': '=',
  '>=': '<',
  '>': '<=',
};

/** `left comparison right` between whole numbers; its opposite where it is not to be so. */
export function compared(
  left: Linear,
  comparison: Comparison,
  right: Linear,
  isSo: boolean,
): Formula {
  switch (isSo ? comparison : OPPOSITE[comparison]) {
    case '<':
      return linear(above(right, left));
    case '<=':
      return linear(atLeast(right, left));
    case '=':
      return and([linear(atLeast(left, right)), linear(atLeast(right, left))]);
    case '!=':
      return or([linear(above(left, right)), linear(above(right, left))]);
    case '>=':
      return linear(atLeast(left, right));
    case '>':
      return linear(above(left, right));
  }
}
