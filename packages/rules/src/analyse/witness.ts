import { MAX_AMOUNT } from '@tallystick/protocol';
import type { Corridor } from '../compile/context.ts';
import { decimalsOf } from '../compile/money.ts';
import type { OwnCurrency } from '../compile/source.ts';
import type { ExampleFact, Given, Money, Window } from '../tree/index.ts';
import { gcd } from './linear/inequality.ts';
import type { Payment } from './report.ts';
import type { Model, Purposes } from './satisfy.ts';
import { documentOf, FIRST, listedOf, ONLINE, SECOND_FACTOR } from './translate.ts';
import { PARTS, type Quantity } from './variables.ts';
import type { View } from './view.ts';

/** Where and with which currencies a witness is told. */
interface Telling {
  readonly corridor: Corridor;
  readonly currencies: readonly OwnCurrency[];
}

/**
 * A model as a worked example that names every fact that the corridor's rules read; undefined where
 * no one rate fits all of its amounts.
 */
export function witnessOf(
  view: View,
  model: Model,
  currencies: readonly OwnCurrency[],
): Payment | undefined {
  const { corridor, variables } = view;
  const telling = { corridor, currencies };
  const money = moneyOf(view, model);
  if (money === undefined) return undefined;
  const facts: ExampleFact[] = [];
  for (let number = 0; number < variables.count; number += 1) {
    const fact = numberFact(variables.quantity(number), valueAt(money.values, number), telling);
    if (fact !== undefined) facts.push(fact);
  }
  facts.push(...flagFacts(view, model), ...money.rates.map((rate) => rateFact(rate, telling)));
  const amount = moneyIn(corridor.currency as string, money.amount, currencies);
  const { origin, destination } = corridor;
  return { amount, origin, destination, facts };
}

function valueAt(values: ReadonlyMap<number, bigint>, number: number): bigint {
  return values.get(number) ?? 0n;
}

/** So much of the payment's own currency is worth so many parts of the other's smallest unit. */
interface OneRate {
  readonly currency: string;
  readonly own: bigint;
  readonly other: bigint;
}

interface TellingMoney {
  readonly amount: bigint;
  readonly values: ReadonlyMap<number, bigint>;
  readonly rates: readonly OneRate[];
}

/** Amounts in the payment's own currency, and the rates under which they are also the others. */
function moneyOf({ variables }: View, { numbers }: Model): TellingMoney | undefined {
  const conversions = variables.conversions().map(([converted, own]) => {
    const { currency } = variables.quantity(converted) as { currency: string };
    return { converted, own, currency };
  });
  const asked = conversions.filter(({ converted }) => numbers.has(converted));
  const given = new Map(numbers);
  const [first] = asked;
  // Where nothing asks about the payment's own currency, its amounts are those of another one.
  const isFree = first !== undefined && conversions.every(({ own }) => !numbers.has(own));
  if (isFree) {
    const its = asked.filter(({ currency }) => currency === first.currency);
    const part = its.reduce((one, { converted }) => gcd(one, valueAt(numbers, converted)), PARTS);
    for (const { converted, own } of its) given.set(own, valueAt(numbers, converted) / part);
  }
  const values = variables.completed(given);
  const rates = new Map<string, OneRate>();
  const telling = asked.filter(
    ({ converted, own }) => valueAt(values, own) * valueAt(values, converted) > 0n,
  );
  for (const { converted, own, currency } of [...telling, ...asked, ...conversions]) {
    const mine = valueAt(values, own);
    const other = valueAt(values, converted);
    if (!rates.has(currency)) rates.set(currency, rateBetween(currency, mine, other));
  }
  for (const { converted, own, currency } of asked) {
    const { own: mine, other } = rates.get(currency) as OneRate;
    if (valueAt(values, own) * other !== valueAt(values, converted) * mine) return undefined;
  }
  const amount = values.get(variables.numberOf({ kind: 'amount', currency: null })) ?? 1n;
  const told = [...rates.values()].map(inSmallestUnits);
  const amounts = asked.map(({ own }) => valueAt(values, own));
  const isTold = [...told.flatMap(({ own, other }) => [own, other]), ...amounts].every(
    (units) => units < MAX_AMOUNT,
  );
  if (!isTold) return undefined;
  return { amount, values, rates: told };
}

/** Of nothing to nothing any rate will do. */
function rateBetween(currency: string, own: bigint, other: bigint): OneRate {
  if (own < 1n || other < 1n) return { currency, own: 1n, other: PARTS };
  return { currency, own, other };
}

function inSmallestUnits({ currency, own, other }: OneRate): OneRate {
  const divisor = gcd(own * PARTS, other);
  return { currency, own: (own * PARTS) / divisor, other: other / divisor };
}

function rateFact({ currency, own, other }: OneRate, telling: Telling): ExampleFact {
  const { corridor, currencies } = telling;
  return {
    kind: 'rate',
    one: moneyIn(corridor.currency as string, own, currencies),
    is: moneyIn(currency, other, currencies),
  };
}

function moneyIn(currency: string, units: bigint, currencies: readonly OwnCurrency[]): Money {
  return { kind: 'money', units, decimals: decimalsOf(currencies, currency) ?? 0, currency };
}

function numberFact(
  quantity: Quantity,
  value: bigint,
  { corridor, currencies }: Telling,
): ExampleFact | undefined {
  switch (quantity.kind) {
    case 'amount':
      return undefined;
    case 'sent': {
      if (quantity.currency !== null) return undefined;
      const { units, decimals, currency } = moneyIn(corridor.currency as string, value, currencies);
      const amount: Given = { kind: 'given', units, decimals, currency };
      return { kind: 'sent', amount, window: windowOf(quantity.hours) };
    }
    case 'payments':
    case 'payees':
      return { kind: quantity.kind, count: Number(value), window: windowOf(quantity.hours) };
    case 'tier':
      return { kind: 'tier', of: quantity.of, tier: Number(value) };
    case 'indicator':
      return { kind: 'indicator', name: quantity.name, value };
    case 'waited':
      return { kind: 'waited', window: windowOf(Number(value)) };
  }
}

/** The way in which texts write it. */
function windowOf(hours: number): Window {
  const isDays = hours > 0 && hours % 24 === 0;
  return isDays
    ? { kind: 'window', count: hours / 24, unit: 'days' }
    : { kind: 'window', count: hours, unit: 'hours' };
}

/** Flags that some rule of the corridor asks about; those that were not settled are not so. */
function flagFacts({ variables }: View, { flags, purposes }: Model): ExampleFact[] {
  const names = [...variables.flags];
  const facts = names.flatMap((name) => flagFact(name, flags.get(name) ?? false));
  const asksForDocuments = names.some((name) => documentOf(name) !== undefined);
  const hasDocument = facts.some(({ kind }) => kind === 'document');
  if (asksForDocuments && !hasDocument) facts.push({ kind: 'no-documents' });
  if (variables.asksPurpose) facts.push({ kind: 'purpose', code: purposeOf(purposes) });
  return facts;
}

function flagFact(name: string, value: boolean): ExampleFact[] {
  if (name === ONLINE) {
    return [{ kind: 'flag', name: value ? 'online' : 'offline', negated: false }];
  }
  if (name === SECOND_FACTOR || name === FIRST) return [{ kind: 'flag', name, negated: !value }];
  const document = documentOf(name);
  if (document !== undefined) return value ? [{ kind: 'document', name: document }] : [];
  const listed = listedOf(name);
  return listed === undefined ? [] : [{ kind: 'list', ...listed, negated: !value }];
}

/** A code that fits; of any that do, one that no rule names. */
function purposeOf({ only, never }: Purposes): string {
  if (only !== null) return [...only][0] as string;
  for (let number = 0; ; number += 1) {
    const code = `X${number}`;
    if (!never.has(code)) return code;
  }
}
