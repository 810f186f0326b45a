import type { Frame, Program } from '../decide/frame.ts';
import { FALSE, MISSING, TRUE, type Truth } from '../decide/truth.ts';
import type { Compare, Comparison } from '../tree/index.ts';
import type { Context } from './context.ts';
import { amountOf, type Linear, linearOf, type Value } from './linear.ts';

/** A comparison as a program: `payment side + constant side` against zero, in whole numbers. */
export function buildCompare(compare: Compare, context: Context): Program {
  const linear = linearOf(compare, context);
  const { comparison } = compare;
  if (linear.rate !== null) return convertedProgram(linear, linear.rate, comparison);
  if (linear.values.length === 0) return test(comparison, linear.constant);
  return simpleProgram(linear, comparison) ?? plainProgram(linear, comparison);
}

/** One value, or an amount and a sum, against a constant: most of all comparisons. */
function simpleProgram({ values, constant }: Linear, comparison: Comparison): Program | undefined {
  const [first, second] = values;
  if (first === undefined || values.length > 2) return undefined;
  const isPositive = first.times === 1n;
  if (!isPositive && first.times !== -1n) return undefined;
  if (second !== undefined && second.times !== first.times) return undefined;
  const limit = isPositive ? -constant : constant;
  const toward = isPositive ? comparison : FLIPPED[comparison];
  if (first.count !== null && second === undefined) return counted(first.count, toward, limit);
  if (second === undefined) {
    if (first.read === amountOf) return amountAgainst(toward, limit);
    return onKnown(first.read, against(toward, limit));
  }
  const other = first.read === amountOf ? second : first;
  if (first.read !== amountOf && second.read !== amountOf) return undefined;
  const holds = against(toward, limit);
  return (frame) => {
    const value = other.read(frame);
    return value === null ? MISSING : holds(value + frame.facts.amount);
  };
}

/** Most rules ask this, so one call has to do. */
function amountAgainst(comparison: Comparison, limit: bigint): Program {
  switch (comparison) {
    case '<':
      return ({ facts }) => (facts.amount < limit ? TRUE : FALSE);
    case '<=':
      return ({ facts }) => (facts.amount <= limit ? TRUE : FALSE);
    case '=':
      return ({ facts }) => (facts.amount === limit ? TRUE : FALSE);
    case '!=':
      return ({ facts }) => (facts.amount === limit ? FALSE : TRUE);
    case '>=':
      return ({ facts }) => (facts.amount >= limit ? TRUE : FALSE);
    case '>':
      return ({ facts }) => (facts.amount > limit ? TRUE : FALSE);
  }
}

/** No count comes near a limit that a number cannot hold exactly. */
function counted(
  count: (frame: Frame) => number | null,
  comparison: Comparison,
  limit: bigint,
): Program {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  const holds = against(comparison, Number(limit > most ? most : limit));
  return (frame) => {
    const value = count(frame);
    return value === null ? MISSING : holds(value);
  };
}

function onKnown(read: Value['read'], holds: (value: bigint) => Truth): Program {
  return (frame) => {
    const value = read(frame);
    return value === null ? MISSING : holds(value);
  };
}

function plainProgram({ values, constant }: Linear, comparison: Comparison): Program {
  return (frame) => {
    const total = totalOf(values, frame);
    return total === null ? MISSING : test(comparison, total + constant);
  };
}

/** Money of another currency: both sides times the rate's denominator, so nothing is divided. */
function convertedProgram(linear: Linear, rateIndex: number, comparison: Comparison): Program {
  const { values, constant } = linear;
  const payment = values.filter(({ isPayment }) => isPayment);
  const others = values.filter(({ isPayment }) => !isPayment);
  return (frame) => {
    const rate = frame.facts.rates[rateIndex]?.rate ?? null;
    const paid = totalOf(payment, frame);
    const other = totalOf(others, frame);
    if (rate === null || paid === null || other === null) return MISSING;
    const { numerator, denominator } = rate;
    // A rate of nothing is none.
    if (numerator < 1n || denominator < 1n) return MISSING;
    return test(comparison, paid * numerator + (other + constant) * denominator);
  };
}

/** Null when any of them is missing. */
function totalOf(values: readonly Value[], frame: Frame): bigint | null {
  let total = 0n;
  for (const { read, times } of values) {
    const value = read(frame);
    if (value === null) return null;
    total += value * times;
  }
  return total;
}

const FLIPPED: Readonly<Record<Comparison, Comparison>> = {
  '<': '>',
  '<=': '>=',
  '=': '=',
  '!=': '!=',
  '>=': '<=',
  '>': '<',
};

function test(comparison: Comparison, difference: bigint): Truth {
  return against<bigint>(comparison, 0n)(difference);
}

function against<T extends bigint | number>(comparison: Comparison, limit: T): (value: T) => Truth {
  switch (comparison) {
    case '<':
      return (value) => (value < limit ? TRUE : FALSE);
    case '<=':
      return (value) => (value <= limit ? TRUE : FALSE);
    case '=':
      return (value) => (value === limit ? TRUE : FALSE);
    case '!=':
      return (value) => (value === limit ? FALSE : TRUE);
    case '>=':
      return (value) => (value >= limit ? TRUE : FALSE);
    case '>':
      return (value) => (value > limit ? TRUE : FALSE);
  }
}
