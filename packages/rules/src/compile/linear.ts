import type { Frame } from '../decide/frame.ts';
import type { Compare, Constant, Follows, Parameter, Term } from '../tree/index.ts';
import { hoursOf } from '../tree/index.ts';
import type { Context } from './context.ts';
import { currencyOf } from './gather-needs.ts';
import { settingKey } from './moment.ts';
import { decimalsOf, smallestUnits } from './money.ts';

/** Something that only the facts know. */
export interface Value {
  /** Null when it is missing. */
  readonly read: (frame: Frame) => bigint | null;
  /** The same where it is a small number: counts and tiers. */
  readonly count: ((frame: Frame) => number | null) | null;
  /** How often it counts: below zero for what stands on the right. */
  readonly times: bigint;
  /** Whether it is money of the payment's own currency. */
  readonly isPayment: boolean;
}

/** Everything of a comparison on its left side, to be compared with zero. */
export interface Linear {
  readonly values: readonly Value[];
  readonly constant: bigint;
  /** Which of the facts' rates leads from the payment's currency to the comparison's. */
  readonly rate: number | null;
}

export function linearOf({ left, right }: Compare, context: Context): Linear {
  const currency = currencyOf([left, right], context.parameters);
  const decimals = currency === null ? 0 : (decimalsOf(context.currencies, currency) ?? 0);
  const values = new Map<string, Value>();
  let constant = 0n;
  for (const [sum, sign] of [
    [left, 1n],
    [right, -1n],
  ] as const) {
    for (const term of sum.terms) {
      const fixed = fixedOf(term, context);
      if (fixed === undefined) addValue(values, term, sign, { context, decimals });
      else constant += sign * unitsOf(fixed, decimals);
    }
  }
  const isSame = currency === null || currency === context.corridor.currency;
  const all = [...values.values()];
  const converts = !isSame && all.some(({ isPayment }) => isPayment);
  const rate = converts ? context.needs.rates.indexOf(currency) : null;
  return { values: all, constant, rate };
}

function unitsOf(constant: Constant, decimals: number): bigint {
  return constant.kind === 'figure' ? constant.value : smallestUnits(constant, decimals);
}

/** What a term is whatever the facts are. */
function fixedOf(term: Term, context: Context): Constant | undefined {
  if (term.kind === 'money' || term.kind === 'figure') return term;
  if (term.kind !== 'reference') return undefined;
  const set = context.moment.settings.get(settingKey(context.module, term.name));
  if (set !== undefined) return set;
  const value = context.parameters.get(term.name)?.value;
  return value?.kind === 'fixed' ? value.value : undefined;
}

interface Reading {
  readonly context: Context;
  readonly decimals: number;
}

function addValue(values: Map<string, Value>, term: Term, sign: bigint, reading: Reading): void {
  const key = keyOf(term);
  const before = values.get(key);
  if (before !== undefined) {
    values.set(key, { ...before, times: before.times + sign });
    return;
  }
  const isPayment = term.kind === 'amount' || term.kind === 'sent';
  const count = counterOf(term, reading);
  const read = count === null ? readerOf(term, reading) : bigOf(count);
  values.set(key, { read, count, times: sign, isPayment });
}

/** The same term twice is one value, which is missing even where it cancels out. */
function keyOf(term: Term): string {
  switch (term.kind) {
    case 'sent':
    case 'payments':
    case 'payees':
      return `${term.kind} ${hoursOf(term.window)}`;
    case 'tier':
      return `${term.of} tier`;
    case 'indicator':
    case 'reference':
      return `${term.kind} ${term.name}`;
    case 'amount':
    case 'figure':
    case 'money':
      return term.kind;
  }
}

function readerOf(term: Term, { context, decimals }: Reading): Value['read'] {
  const { needs, parameters } = context;
  switch (term.kind) {
    case 'amount':
      return amountOf;
    case 'sent': {
      const index = needs.sent.indexOf(hoursOf(term.window));
      return ({ facts }) => facts.sent[index]?.amount ?? null;
    }
    case 'indicator': {
      const index = needs.indicators.indexOf(term.name);
      return ({ facts }) => facts.indicators[index]?.figure ?? null;
    }
    case 'reference': {
      const parameter = parameters.get(term.name);
      if (parameter?.value.kind !== 'follows') return () => null;
      return followed(parameter, parameter.value, { context, decimals });
    }
    case 'figure':
    case 'money':
    case 'payees':
    case 'payments':
    case 'tier':
      return () => null;
  }
}

export function amountOf({ facts }: Frame): bigint {
  return facts.amount;
}

function bigOf(count: (frame: Frame) => number | null): Value['read'] {
  return (frame) => {
    const value = count(frame);
    return value === null ? null : BigInt(value);
  };
}

function counterOf(term: Term, { context }: Reading): Value['count'] {
  switch (term.kind) {
    case 'payments':
    case 'payees': {
      const { kind } = term;
      const index = context.needs[kind].indexOf(hoursOf(term.window));
      return ({ facts }) => facts[kind][index]?.count ?? null;
    }
    case 'tier':
      return term.of === 'sender'
        ? ({ facts }) => facts.sender.tier
        : ({ receiverTier }) => receiverTier;
    case 'amount':
    case 'figure':
    case 'indicator':
    case 'money':
    case 'reference':
    case 'sent':
      return null;
  }
}

/** An indicator's figure, times a constant, kept within the parameter's bounds. */
function followed(
  { low, high }: Parameter,
  { indicator, times }: Follows,
  { context, decimals }: Reading,
): Value['read'] {
  const index = context.needs.indicators.indexOf(indicator);
  const factor = times === null ? 1n : unitsOf(times, decimals);
  const least = unitsOf(low, decimals);
  const most = unitsOf(high, decimals);
  return ({ facts }) => {
    const figure = facts.indicators[index]?.figure ?? null;
    if (figure === null) return null;
    const value = figure * factor;
    if (value < least) return least;
    return value > most ? most : value;
  };
}
