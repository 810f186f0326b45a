import type { List, Money } from '../tree/index.ts';
import { printConstant, printDecimal, printWindow } from '../print/print-term.ts';
import { factOf, type Taken } from './search.ts';

/** What no question tells more about. */
const CONFIDENTIAL = 'no rule that is kept confidential objects';

/** What has to be so, in words that follow "yes if". */
export function sayTaken(taken: Taken, amount: Money, lists: readonly List[]): string {
  const fact = factOf(taken);
  const extent = taken.kind === 'bound' ? taken.bound.side : 'exactly';
  switch (fact.kind) {
    case 'tier':
      return `the ${fact.of}’s identity tier is ${extent} ${fact.tier}`;
    case 'sent': {
      const { units, decimals } = fact.amount;
      const sum = `${printDecimal(units, decimals)} ${amount.currency}`;
      return `the sender has sent ${extent} ${sum} ${over(fact.window)}`;
    }
    case 'payments':
      return `the sender has made ${extent} ${fact.count} payments ${over(fact.window)}`;
    case 'payees':
      return `the sender has paid ${extent} ${fact.count} different payees ${over(fact.window)}`;
    case 'rate':
      return `at the rate of the day ${printConstant(fact.one)} is ${extent} ${printConstant(fact.is)}`;
    case 'indicator':
      return `the indicator ${fact.name} stands at ${extent} ${fact.value}`;
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

function over(window: Parameters<typeof printWindow>[0] | null): string {
  return window === null ? 'before' : `in ${printWindow(window)} before this payment`;
}

function sayFlag(name: string, negated: boolean): string {
  if (name === 'second factor') return `${negated ? 'no' : 'a'} second factor is given`;
  return `this is ${negated ? 'not ' : ''}the first payment to this payee`;
}
