import { printDecimal } from '../print/print-term.ts';
import type { ExampleFact, List, Money, Window } from '../tree/index.ts';
import { factOf, type Range, type Taken } from './search.ts';

/** Bounds, both included, as decimal texts; null: none on that side. Both null: it only has to be known. */
export type Extent = { readonly atLeast: string | null; readonly atMost: string | null };

/** A stretch of time, as rules write it. */
export type Stretch = Pick<Window, 'count' | 'unit'>;

/** Of what a sender did in the stretch before this payment. */
type Past = Extent & { readonly window: Stretch };

/** What each code comes with: plain data. Amounts have all decimals, such as `500.00`. */
interface DataOfCodes {
  /** How well a party is known: an identity tier. */
  readonly tier: Extent & { readonly of: 'sender' | 'receiver' };
  /** What the sender has sent, in the payment's currency. */
  readonly sent: Past & { readonly currency: string };
  readonly payments: Past;
  /** Different ones. */
  readonly payees: Past;
  /** What the payment's amount is in the currency `in`, at the rate of the day. */
  readonly rate: Extent & {
    readonly amount: string;
    readonly currency: string;
    readonly in: string;
  };
  readonly indicator: Extent & { readonly name: string };
  /** How long the payment has been announced. */
  readonly waited: { readonly window: Stretch };
  readonly listed: {
    readonly of: 'sender' | 'receiver';
    readonly list: string;
    readonly isOn: boolean;
  };
  /** No rule that is kept confidential objects. */
  readonly confidential: Readonly<Record<string, never>>;
  readonly 'second-factor': { readonly given: boolean };
  readonly 'first-payment': { readonly first: boolean };
  readonly document: { readonly name: string };
  /** No document is given. */
  readonly 'no-documents': Readonly<Record<string, never>>;
  /** Null: one that no rule names. */
  readonly purpose: { readonly purpose: string | null };
}

/** What a condition is about. Codes stay what they are; a later version may have more. */
export type ConditionCode = keyof DataOfCodes;

export type ConditionData<C extends ConditionCode> = DataOfCodes[C];

/** Something that has to be so, for programs, and for pages that write it in a language of their own. */
export type CodedCondition = {
  [C in ConditionCode]: { readonly code: C; readonly data: DataOfCodes[C] };
}[ConditionCode];

/** What has to be so where `taken` is what helps, of a payment of `amount`. */
export function codeOf(taken: Taken, amount: Money, lists: readonly List[]): CodedCondition {
  const fact = factOf(taken);
  switch (fact.kind) {
    case 'tier':
    case 'sent':
    case 'payments':
    case 'payees':
    case 'rate':
    case 'indicator':
      if (taken.kind !== 'range') throw new Error('a number is taken within a range');
      return codeOfNumber(fact, extentOf(taken), amount);
    case 'waited':
      return { code: 'waited', data: { window: stretchOf(fact.window) } };
    case 'list': {
      const { of, list, negated } = fact;
      const isHidden = lists.some(({ name, confidential }) => name === list && confidential);
      if (isHidden) return { code: 'confidential', data: {} };
      return { code: 'listed', data: { of, list, isOn: !negated } };
    }
    case 'flag':
      return fact.name === 'second factor'
        ? { code: 'second-factor', data: { given: !fact.negated } }
        : { code: 'first-payment', data: { first: !fact.negated } };
    case 'document':
      return { code: 'document', data: { name: fact.name } };
    case 'no-documents':
      return { code: 'no-documents', data: {} };
    case 'purpose': {
      const isUnnamed = /^X\d+$/.test(fact.code);
      return { code: 'purpose', data: { purpose: isUnnamed ? null : fact.code } };
    }
    case 'time':
      throw new Error('a question has a time');
  }
}

type NumberFact = Extract<
  ExampleFact,
  { kind: 'tier' | 'sent' | 'payments' | 'payees' | 'rate' | 'indicator' }
>;

function codeOfNumber(fact: NumberFact, extent: Extent, { currency }: Money): CodedCondition {
  switch (fact.kind) {
    case 'tier':
      return { code: 'tier', data: { of: fact.of, ...extent } };
    case 'sent':
      return { code: 'sent', data: { currency, window: stretchOf(fact.window), ...extent } };
    case 'payments':
    case 'payees':
      return { code: fact.kind, data: { window: stretchOf(fact.window), ...extent } };
    case 'rate': {
      const { one, is } = fact;
      const amount = printDecimal(one.units, one.decimals);
      return {
        code: 'rate',
        data: { amount, currency: one.currency, in: is.currency, ...extent },
      };
    }
    case 'indicator':
      return { code: 'indicator', data: { name: fact.name, ...extent } };
  }
}

/** A bound that is the least or the most that there can be is none. */
function extentOf({ bound, from, to }: Range): Extent {
  const say = (value: bigint): string => textOf(bound.fact(value));
  if (from === bound.low) return { atLeast: null, atMost: to === bound.high ? null : say(to) };
  return { atLeast: say(from), atMost: to === bound.high ? null : say(to) };
}

function textOf(fact: ExampleFact): string {
  if (fact.kind === 'tier') return String(fact.tier);
  if (fact.kind === 'rate') return printDecimal(fact.is.units, fact.is.decimals);
  if (fact.kind === 'indicator') return String(fact.value);
  if (fact.kind === 'payments' || fact.kind === 'payees') return String(fact.count);
  if (fact.kind !== 'sent') throw new Error(`a number is asked about, not ${fact.kind}`);
  return printDecimal(fact.amount.units, fact.amount.decimals);
}

function stretchOf(window: Window | null): Stretch {
  if (window === null) throw new Error('a question asks about a stretch of time');
  const { count, unit } = window;
  return { count, unit };
}
