import type { Example, ExampleFact, Window } from '../tree/index.ts';
import { printInstant } from './print-instant.ts';
import { printConstant, printDecimal, printWindow } from './print-term.ts';

export function printExample(example: Example): string {
  const { verdict, by } = example;
  return `example ${printPayment(example)}: ${verdict}${by === null ? '' : ` by ${by}`}`;
}

/** An example without what comes of it. */
export function printPayment({
  amount,
  origin,
  destination,
  facts,
}: Omit<Example, 'kind' | 'verdict' | 'by'>): string {
  const payment = `${printConstant(amount)} from ${origin} to ${destination}`;
  return [payment, ...facts.map(printFact)].join(', ');
}

function printFact(fact: ExampleFact): string {
  switch (fact.kind) {
    case 'tier':
      return `${fact.of} tier ${fact.tier}`;
    case 'sent': {
      const { units, decimals, currency } = fact.amount;
      const amount = printDecimal(units, decimals) + (currency === null ? '' : ` ${currency}`);
      return `sent ${amount}${printIn(fact.window)}`;
    }
    case 'payments':
    case 'payees':
      return `${fact.kind} ${fact.count}${printIn(fact.window)}`;
    case 'flag':
      return `${fact.negated ? 'not ' : ''}${fact.name}`;
    case 'purpose':
      return `purpose ${fact.code}`;
    case 'document':
      return `document "${fact.name}"`;
    case 'no-documents':
      return 'no documents';
    case 'list':
      return `${fact.of} ${fact.negated ? 'not in' : 'in'} ${fact.list}`;
    case 'rate':
      return `rate ${printConstant(fact.one)} = ${printConstant(fact.is)}`;
    case 'indicator':
      return `indicator ${fact.name} = ${fact.value}`;
    case 'waited':
      return `waited ${printWindow(fact.window)}`;
    case 'time':
      return `on ${printInstant(fact.at)}`;
  }
}

function printIn(window: Window | null): string {
  return window === null ? '' : ` in ${printWindow(window)}`;
}
