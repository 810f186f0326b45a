import { decimalsOf, smallestUnits } from '../compile/money.ts';
import type { OwnCurrency } from '../compile/source.ts';
import type { Facts, Payee, Rate } from '../facts/facts.ts';
import { type Needs, unknownFacts } from '../facts/needs.ts';
import {
  type Example,
  type ExampleFact,
  hoursOf,
  type Instant,
  type Money,
  type Window,
} from '../tree/index.ts';

const HOUR_MS = 3_600_000;

/** What an example's facts are read for. */
interface Setting {
  readonly needs: Needs;
  readonly currencies: readonly OwnCurrency[];
  /** The legal time where the example names none. */
  readonly from: Instant;
}

/** A payment as worked examples describe it. */
type Described = Omit<Example, 'kind' | 'verdict' | 'by'>;

/** The facts that an example describes. What it does not say is missing. */
export function exampleFacts(example: Described, { needs, currencies, from }: Setting): Facts {
  const { amount, origin, destination } = example;
  const decimals = decimalsOf(currencies, amount.currency) ?? 0;
  const start: Facts = {
    ...unknownFacts(needs, 1),
    currency: currencies.find(({ code }) => code === amount.currency)?.id ?? new Uint8Array(32),
    amount: smallestUnits(amount, decimals),
    sender: { country: origin, tier: 0 },
    receivers: [{ kind: 'party', country: destination, tier: 0, first: null }],
    online: true,
    time: from,
    sent: needs.sent.map((hours) => ({ hours, amount: null })),
  };
  return example.facts.reduce(
    (facts, fact) => withFact(facts, fact, { currencies, decimals }),
    start,
  );
}

interface Units {
  readonly currencies: readonly OwnCurrency[];
  /** Of the payment's currency. */
  readonly decimals: number;
}

function withFact(facts: Facts, fact: ExampleFact, units: Units): Facts {
  switch (fact.kind) {
    case 'tier':
      if (fact.of === 'sender') return { ...facts, sender: { ...facts.sender, tier: fact.tier } };
      return withReceiver(facts, { tier: fact.tier });
    case 'sent': {
      const amount = smallestUnits(fact.amount, units.decimals);
      return { ...facts, sent: within(facts.sent, fact.window, { amount }) };
    }
    case 'payments':
    case 'payees':
      return {
        ...facts,
        [fact.kind]: within(facts[fact.kind], fact.window, { count: fact.count }),
      };
    case 'flag':
      return withFlag(facts, fact.name, !fact.negated);
    case 'purpose':
      return { ...facts, purpose: fact.code };
    case 'document':
      return { ...facts, documents: [...(facts.documents ?? []), fact.name] };
    case 'no-documents':
      return { ...facts, documents: [] };
    case 'indicator':
    case 'list':
    case 'rate':
    case 'time':
    case 'waited':
      return withRareFact(facts, fact, units);
  }
}

type RareFact = Extract<ExampleFact, { kind: 'list' | 'rate' | 'indicator' | 'waited' | 'time' }>;

function withRareFact(facts: Facts, fact: RareFact, units: Units): Facts {
  switch (fact.kind) {
    case 'list': {
      const known =
        fact.of === 'sender' ? { sender: !fact.negated } : { receivers: [!fact.negated] };
      const lists = facts.lists.map((one) => (one.list === fact.list ? { ...one, ...known } : one));
      return { ...facts, lists };
    }
    case 'rate': {
      const { currency } = fact.is;
      const rate = rateOf(fact.one, fact.is, units.currencies);
      const rates = facts.rates.map((one) =>
        one.currency === currency ? { currency, rate } : one,
      );
      return { ...facts, rates };
    }
    case 'indicator': {
      const { name, value: figure } = fact;
      const indicators = facts.indicators.map((one) =>
        one.name === name ? { name, figure } : one,
      );
      return { ...facts, indicators };
    }
    case 'waited':
      return { ...facts, waitedMs: hoursOf(fact.window) * HOUR_MS };
    case 'time':
      return { ...facts, time: fact.at };
  }
}

function within<T extends { readonly hours: number }>(
  all: readonly T[],
  window: Window | null,
  known: Partial<T>,
): T[] {
  return all.map((one) =>
    window === null || one.hours === hoursOf(window) ? { ...one, ...known } : one,
  );
}

function withReceiver(facts: Facts, known: Partial<Payee>): Facts {
  const receivers = facts.receivers.map((one) =>
    one.kind === 'party' ? { ...one, ...known } : one,
  );
  return { ...facts, receivers };
}

function withFlag(
  facts: Facts,
  name: Extract<ExampleFact, { kind: 'flag' }>['name'],
  is: boolean,
): Facts {
  switch (name) {
    case 'online':
      return { ...facts, online: is };
    case 'offline':
      return { ...facts, online: !is };
    case 'second factor':
      return { ...facts, secondFactor: is };
    case 'first payment to payee':
      return withReceiver(facts, { first: is });
  }
}

/** `1 KES = 0.0071 EUR` in smallest units of both, exactly. */
function rateOf(one: Money, is: Money, currencies: readonly OwnCurrency[]): Rate['rate'] {
  const scale = (money: Money): bigint =>
    10n ** BigInt(decimalsOf(currencies, money.currency) ?? 0);
  const part = (money: Money): bigint => 10n ** BigInt(money.decimals);
  return {
    numerator: is.units * scale(is) * part(one),
    denominator: one.units * scale(one) * part(is),
  };
}
