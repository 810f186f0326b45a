import { currencyOf } from '../compile/gather-needs.ts';
import type { Context } from '../compile/context.ts';
import { writtenNames } from '../compile/names-of.ts';
import { type Moment, settingKey } from '../compile/moment.ts';
import { decimalsOf, smallestUnits } from '../compile/money.ts';
import {
  type Compare,
  type Condition,
  type Constant,
  type FlagName,
  type Follows,
  hoursOf,
  type Parameter,
  type Requirement,
  type Sum,
  type Term,
  type Within,
} from '../tree/index.ts';
import { and, compared, type Formula, known, NO, or } from './formula.ts';
import { constant, type Linear, plus, variable, ZERO } from './linear/inequality.ts';
import { PARTS, type Quantity, type Variables } from './variables.ts';

/** Where a condition is read, and the numbers that it reads. */
export interface Reading {
  readonly context: Context;
  readonly variables: Variables;
  readonly known: Known;
}

/** Which facts there are. What reads a missing one is neither true nor false. */
export interface Known {
  readonly names: (choice: Within['choice'], moment: Moment) => ReadonlySet<string> | null;
  readonly flag: (name: string) => boolean;
  readonly purpose: boolean;
  readonly quantity: (quantity: Quantity) => boolean;
}

/** As the analysis reads: every fact is there, and each list that is at hand is fresh. */
export const EVERYTHING: Known = {
  names: writtenNames,
  flag: () => true,
  purpose: true,
  quantity: () => true,
};

/** A condition in one corridor, as what has to be so for it to be true, or else false. */
export function translate(condition: Condition, isSo: boolean, reading: Reading): Formula {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const operands = condition.operands.map((operand) => translate(operand, isSo, reading));
      return (condition.kind === 'and') === isSo ? and(operands) : or(operands);
    }
    case 'not':
      return translate(condition.operand, !isSo, reading);
    case 'compare':
      return translateCompare(condition, isSo, reading);
    case 'within':
      return translateWithin(condition, isSo !== condition.negated, reading);
    case 'flag':
      return translateFlag(condition.name, isSo, reading);
    case 'document':
      return flag(documentFlag(condition.name), isSo, reading);
  }
}

/** Whether what a hold waits for has been given. */
export function translateRequirement(
  requirement: Requirement,
  isSo: boolean,
  reading: Reading,
): Formula {
  const { variables, known: facts } = reading;
  const reaches = (quantity: Quantity, least: number): Formula =>
    facts.quantity(quantity)
      ? compared(variable(variables.numberOf(quantity)), '>=', constant(BigInt(least)), isSo)
      : NO;
  switch (requirement.kind) {
    case 'needs-tier':
      return reaches({ kind: 'tier', of: requirement.of }, requirement.tier);
    case 'needs-second-factor':
      return flag(SECOND_FACTOR, isSo, reading);
    case 'needs-document':
      return flag(documentFlag(requirement.name), isSo, reading);
    case 'needs-waiting':
      return reaches({ kind: 'waited' }, hoursOf(requirement.window));
  }
}

function flag(name: string, value: boolean, { variables, known: facts }: Reading): Formula {
  if (!facts.flag(name)) return NO;
  variables.flags.add(name);
  return { kind: 'flag', name, value };
}

export const ONLINE = 'online';
export const SECOND_FACTOR = 'second factor';
export const FIRST = 'first payment to payee';

const DOCUMENT = 'document ';
const LISTED = 'listed ';
const WITHHELD = 'withheld ';

export function documentFlag(name: string): string {
  return DOCUMENT + name;
}

export function listedFlag(of: 'sender' | 'receiver', list: string): string {
  return `${LISTED}${of} ${list}`;
}

/** The document that a flag is about, or undefined. */
export function documentOf(name: string): string | undefined {
  return name.startsWith(DOCUMENT) ? name.slice(DOCUMENT.length) : undefined;
}

/** The party and the list that a flag is about, or undefined. */
export function listedOf(
  name: string,
): { readonly of: 'sender' | 'receiver'; readonly list: string } | undefined {
  if (!name.startsWith(LISTED)) return undefined;
  const [of, list] = name.slice(LISTED.length).split(' ') as ['sender' | 'receiver', string];
  return { of, list };
}

/** Whether a flag is about what a list holds that is not at hand: it may be either. */
export function isWithheld(name: string): boolean {
  return name.startsWith(WITHHELD);
}

function translateFlag(name: FlagName, isSo: boolean, reading: Reading): Formula {
  const { context } = reading;
  switch (name) {
    case 'always':
      return known(isSo);
    case 'crossborder':
      return known((context.corridor.origin !== context.corridor.destination) === isSo);
    case 'online':
      return flag(ONLINE, isSo, reading);
    case 'offline':
      return flag(ONLINE, !isSo, reading);
    case 'second factor':
      return flag(SECOND_FACTOR, isSo, reading);
    case 'first payment to payee':
      return flag(FIRST, isSo, reading);
  }
}

function translateWithin(within: Within, isSo: boolean, reading: Reading): Formula {
  const { context, variables, known: facts } = reading;
  const { subject, choice } = within;
  const { origin, destination, currency } = context.corridor;
  if (subject === 'sender' || subject === 'receiver') {
    return choice.kind === 'list'
      ? flag(listedFlag(subject, choice.name), isSo, reading)
      : known(!isSo);
  }
  const names = facts.names(choice, context.moment);
  if (names === null) return flag(withheldFlag(within, context), isSo, reading);
  switch (subject) {
    case 'origin':
      return known(names.has(origin) === isSo);
    case 'destination':
      return known(names.has(destination) === isSo);
    case 'currency':
      return known((currency !== null && names.has(currency)) === isSo);
    case 'purpose':
      if (!facts.purpose) return NO;
      variables.asksPurpose = true;
      return { kind: 'purpose', among: names, negated: !isSo };
  }
}

function withheldFlag({ subject, choice }: Within, { corridor }: Context): string {
  const country = subject === 'origin' ? corridor.origin : corridor.destination;
  return `${WITHHELD}${choice.kind === 'list' ? choice.name : ''} ${country}`;
}

/** A sum, under what has to be so for it to be that. */
interface Case {
  readonly when: Formula;
  readonly sum: Linear;
}

function translateCompare(compare: Compare, isSo: boolean, reading: Reading): Formula {
  const { left, comparison, right } = compare;
  const currency = currencyOf([left, right], reading.context.parameters);
  const alternatives: Formula[] = [];
  for (const one of casesOf(left, currency, reading)) {
    for (const other of casesOf(right, currency, reading)) {
      const so = compared(one.sum, comparison, other.sum, isSo);
      alternatives.push(and([one.when, other.when, so]));
    }
  }
  return or(alternatives);
}

function casesOf(sum: Sum, currency: string | null, reading: Reading): readonly Case[] {
  const isConverted = currency !== null && currency !== reading.context.corridor.currency;
  let cases: Case[] = [{ when: known(true), sum: ZERO }];
  for (const term of sum.terms) {
    const further = termCases(term, currency, reading);
    const factor = isConverted && term.kind !== 'amount' && term.kind !== 'sent' ? PARTS : 1n;
    cases = cases.flatMap(({ when, sum: total }) =>
      further.map((one) => ({ when: and([when, one.when]), sum: plus(total, factor, one.sum) })),
    );
  }
  return cases;
}

function termCases(term: Term, currency: string | null, reading: Reading): readonly Case[] {
  const { context, variables, known: facts } = reading;
  const decimals = currency === null ? 0 : (decimalsOf(context.currencies, currency) ?? 0);
  const fixed = (value: Constant): readonly Case[] => [
    { when: known(true), sum: constant(unitsOf(value, decimals)) },
  ];
  const quantity = (one: Quantity): readonly Case[] =>
    facts.quantity(one) ? [{ when: known(true), sum: variable(variables.numberOf(one)) }] : [];
  const isOwn = currency === null || currency === context.corridor.currency;
  const money = isOwn ? null : currency;
  switch (term.kind) {
    case 'money':
    case 'figure':
      return fixed(term);
    case 'amount':
      return quantity({ kind: 'amount', currency: money });
    case 'sent':
      return quantity({ kind: 'sent', hours: hoursOf(term.window), currency: money });
    case 'payments':
    case 'payees':
      return quantity({ kind: term.kind, hours: hoursOf(term.window) });
    case 'tier':
      return quantity({ kind: 'tier', of: term.of });
    case 'indicator':
      return quantity({ kind: 'indicator', name: term.name });
    case 'reference': {
      const set = context.moment.settings.get(settingKey(context.module, term.name));
      if (set !== undefined) return fixed(set);
      const parameter = context.parameters.get(term.name);
      if (parameter === undefined) return [];
      if (parameter.value.kind === 'fixed') return fixed(parameter.value.value);
      return facts.quantity({ kind: 'indicator', name: parameter.value.indicator })
        ? followedCases(parameter, parameter.value, decimals, variables)
        : [];
    }
  }
}

function unitsOf(value: Constant, decimals: number): bigint {
  return value.kind === 'figure' ? value.value : smallestUnits(value, decimals);
}

/** Below its bounds, above them, or the indicator's figure itself. */
function followedCases(
  { low, high }: Parameter,
  { indicator, times }: Follows,
  decimals: number,
  variables: Variables,
): readonly Case[] {
  const figure = variable(variables.numberOf({ kind: 'indicator', name: indicator }));
  const factor = times === null ? 1n : unitsOf(times, decimals);
  const value = plus(ZERO, factor, figure);
  const least = constant(unitsOf(low, decimals));
  const most = constant(unitsOf(high, decimals));
  return [
    { when: compared(value, '<', least, true), sum: least },
    { when: compared(value, '>', most, true), sum: most },
    {
      when: and([compared(value, '>=', least, true), compared(value, '<=', most, true)]),
      sum: value,
    },
  ];
}
