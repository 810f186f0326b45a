import type { ExampleFact, List, Money } from '../tree/index.ts';
import { printConstant, printDecimal, printWindow } from '../print/print-term.ts';
import { factOf, type Range, type Taken } from './search.ts';

/** What no question tells more about. */
const CONFIDENTIAL = 'no rule that is kept confidential objects';

/** What has to be so, in words that follow "yes if". */
export function sayTaken(taken: Taken, amount: Money, lists: readonly List[]): string {
  const fact = factOf(taken);
  switch (fact.kind) {
    case 'tier':
    case 'sent':
    case 'payments':
    case 'payees':
    case 'rate':
    case 'indicator':
      return taken.kind === 'range' ? sayNumber(fact, taken, amount) : '';
    case 'waited':
      return `the payment has waited for ${printWindow(fact.window)}`;
    case 'list':
      if (lists.some((list) => list.name === fact.list && list.confidential)) return CONFIDENTIAL;
      return `the ${fact.of} is ${fact.negated ? 'not ' : ''}on the list ${fact.list}`;
    case 'flag':
      return sayFlag(fact.name, fact.negated);
    case 'document':
      return `the document “${fact.name}” is given`;
    case 'no-documents':
      return 'no document is given';
    case 'purpose':
      return /^X\d+$/.test(fact.code)
        ? 'the purpose is none that the rules name'
        : `the purpose is ${fact.code}`;
    case 'time':
      throw new Error('a question has a time');
  }
}

type NumberFact = Extract<
  ExampleFact,
  { kind: 'tier' | 'sent' | 'payments' | 'payees' | 'rate' | 'indicator' }
>;

function sayNumber(fact: NumberFact, range: Range, amount: Money): string {
  const isAny = range.from === range.bound.low && range.to === range.bound.high;
  if (isAny) return `it is known ${whatIsKnown(fact)}`;
  const extent = extentOf(range, (value) => sayValue(range.bound.fact(value), amount));
  switch (fact.kind) {
    case 'tier':
      return `the ${fact.of}’s identity tier is ${extent}`;
    case 'sent':
      return `the sender has sent ${extent} ${over(fact.window)}`;
    case 'payments':
      return `the sender has made ${extent} payments ${over(fact.window)}`;
    case 'payees':
      return `the sender has paid ${extent} different payees ${over(fact.window)}`;
    case 'rate':
      return `at the rate of the day ${printConstant(fact.one)} is ${extent}`;
    case 'indicator':
      return `the indicator ${fact.name} stands at ${extent}`;
  }
}

function whatIsKnown(fact: NumberFact): string {
  switch (fact.kind) {
    case 'tier':
      return `which identity tier the ${fact.of} has`;
    case 'sent':
      return `what the sender has sent ${over(fact.window)}`;
    case 'payments':
      return `how many payments the sender has made ${over(fact.window)}`;
    case 'payees':
      return `how many different payees the sender has paid ${over(fact.window)}`;
    case 'rate':
      return `what ${printConstant(fact.one)} is in ${fact.is.currency} at the rate of the day`;
    case 'indicator':
      return `where the indicator ${fact.name} stands`;
  }
}

function extentOf({ bound, from, to }: Range, say: (value: bigint) => string): string {
  if (from === bound.low) return `at most ${say(to)}`;
  if (to === bound.high) return `at least ${say(from)}`;
  return from === to ? `exactly ${say(from)}` : `at least ${say(from)} and at most ${say(to)}`;
}

function sayValue(fact: ExampleFact, { currency }: Money): string {
  if (fact.kind === 'tier') return String(fact.tier);
  if (fact.kind === 'rate') return printConstant(fact.is);
  if (fact.kind === 'indicator') return String(fact.value);
  if (fact.kind === 'payments' || fact.kind === 'payees') return String(fact.count);
  if (fact.kind !== 'sent') throw new Error(`a number is asked about, not ${fact.kind}`);
  return `${printDecimal(fact.amount.units, fact.amount.decimals)} ${currency}`;
}

function over(window: Parameters<typeof printWindow>[0] | null): string {
  return window === null ? 'before' : `in ${printWindow(window)} before this payment`;
}

function sayFlag(name: string, negated: boolean): string {
  if (name === 'second factor') return `${negated ? 'no' : 'a'} second factor is given`;
  return `this is ${negated ? 'not ' : ''}the first payment to this payee`;
}
