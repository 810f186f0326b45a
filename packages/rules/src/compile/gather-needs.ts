import type { Needs } from '../facts/needs.ts';
import {
  type Compare,
  type Condition,
  hoursOf,
  type List,
  type Module,
  type Parameter,
  type Sum,
} from '../tree/index.ts';
import { parametersOf } from './moment.ts';

interface Gathered {
  readonly sent: Set<number>;
  readonly payments: Set<number>;
  readonly payees: Set<number>;
  readonly lists: Set<string>;
  readonly rates: Set<string>;
  readonly indicators: Set<string>;
  first: boolean;
}

/** Which facts the modules read, in any version. */
export function gatherNeeds(modules: readonly Module[], lists: readonly List[]): Needs {
  const parties = new Set(lists.filter(({ of }) => of === 'parties').map(({ name }) => name));
  const found: Gathered = {
    sent: new Set(),
    payments: new Set(),
    payees: new Set(),
    lists: new Set(),
    rates: new Set(),
    indicators: new Set(),
    first: false,
  };
  for (const module of modules) {
    const parameters = new Map(parametersOf(module).map((one) => [one.name, one]));
    for (const item of module.items) {
      if (item.kind !== 'rule' && item.kind !== 'exception') continue;
      gatherCondition(item.when, parameters, found);
    }
  }
  return {
    sent: ascending(found.sent),
    payments: ascending(found.payments),
    payees: ascending(found.payees),
    first: found.first,
    lists: [...found.lists].filter((name) => parties.has(name)).sort(),
    rates: [...found.rates].sort(),
    indicators: [...found.indicators].sort(),
  };
}

function ascending(hours: ReadonlySet<number>): number[] {
  return [...hours].sort((a, b) => a - b);
}

type Parameters = ReadonlyMap<string, Parameter>;

function gatherCondition(condition: Condition, parameters: Parameters, found: Gathered): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) gatherCondition(operand, parameters, found);
      return;
    case 'not':
      gatherCondition(condition.operand, parameters, found);
      return;
    case 'compare':
      gatherCompare(condition, parameters, found);
      return;
    case 'within':
      if (condition.choice.kind === 'list') found.lists.add(condition.choice.name);
      return;
    case 'flag':
      if (condition.name === 'first payment to payee') found.first = true;
      return;
    case 'document':
      return;
  }
}

function gatherCompare({ left, right }: Compare, parameters: Parameters, found: Gathered): void {
  for (const sum of [left, right]) gatherSum(sum, parameters, found);
  const currency = currencyOf([left, right], parameters);
  if (currency !== null) found.rates.add(currency);
}

function gatherSum({ terms }: Sum, parameters: Parameters, found: Gathered): void {
  for (const term of terms) {
    if (term.kind === 'sent' || term.kind === 'payments' || term.kind === 'payees') {
      found[term.kind].add(hoursOf(term.window));
    } else if (term.kind === 'indicator') {
      found.indicators.add(term.name);
    } else if (term.kind === 'reference') {
      const value = parameters.get(term.name)?.value;
      if (value?.kind === 'follows') found.indicators.add(value.indicator);
    }
  }
}

/** The currency that a comparison is in; null when it names none. */
export function currencyOf(sums: readonly Sum[], parameters: Parameters): string | null {
  for (const { terms } of sums) {
    for (const term of terms) {
      const constant = term.kind === 'reference' ? parameters.get(term.name)?.low : term;
      if (constant?.kind === 'money') return constant.currency;
    }
  }
  return null;
}
