import { MAX_AMOUNT } from '@tallystick/protocol';
import { gatherNeeds } from '../compile/gather-needs.ts';
import { decimalsOf } from '../compile/money.ts';
import type { RulebookSource } from '../compile/source.ts';
import { MAX_TIER } from '../facts/needs.ts';
import { MAX_WAITING_HOURS } from '../facts/windows.ts';
import { documentFlag, FIRST, listedFlag, SECOND_FACTOR } from '../analyse/translate.ts';
import { MOST_COUNTED, type Quantity } from '../analyse/variables.ts';
import type { ExampleFact, Module, Money, Window } from '../tree/index.ts';
import { askedFor } from './read-by.ts';
import type { MayQuery } from './query.ts';

/** A quantity, and the end of its range at which rules object the least, as a first guess. */
export interface Bound {
  readonly kind: 'bound';
  readonly side: 'at most' | 'at least';
  /** The least and the most that it can be. */
  readonly low: bigint;
  readonly high: bigint;
  readonly fact: (value: bigint) => ExampleFact;
}

/** A fact that is so. */
interface Plain {
  readonly kind: 'plain';
  readonly fact: ExampleFact;
}

export type Candidate = Bound | Plain;

/** What a fact is to the analysis: a number, a flag that is so or is not, or the purpose. */
type About =
  | { readonly kind: 'number'; readonly quantity: Quantity }
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'purpose' };

/** A fact that a query leaves open, and what it might be: what helps most often comes first. */
export interface OpenFact {
  readonly about: About;
  readonly candidates: readonly Candidate[];
}

/** Everything that the modules read and the query does not say. */
export function openFacts(
  query: MayQuery,
  modules: readonly Module[],
  source: RulebookSource,
): OpenFact[] {
  const needs = gatherNeeds(modules, source.lists);
  const asked = askedFor(modules);
  const amount = moneyOf(query, source);
  // What somebody would have to do comes first: it is asked for only where nothing else helps.
  return [
    openNumber({ kind: 'tier', of: 'sender' }, [senderTier(query.tier)]),
    ...(asked.secondFactor ? [flags(SECOND_FACTOR, [false, true])] : []),
    ...documents(asked.documents),
    ...(asked.waiting ? [openNumber({ kind: 'waited' }, [waited()])] : []),
    ...(asked.receiverTier ? [receiverTier()] : []),
    ...purposes(asked.purposes),
    ...(needs.first ? [flags(FIRST, [true, false])] : []),
    ...needs.lists.flatMap((list) => [listed('sender', list), listed('receiver', list)]),
    ...needs.sent.map((hours) => sent(hours, amount)),
    ...(['payments', 'payees'] as const).flatMap((kind) =>
      needs[kind].map((hours) => counted(kind, hours)),
    ),
    ...needs.rates
      .filter((code) => code !== query.currency)
      .map((code) => worth(amount, code, source)),
    ...needs.indicators.map((name) =>
      openNumber(
        { kind: 'indicator', name },
        bothSides(0n, MAX_AMOUNT, (value) => ({ kind: 'indicator', name, value })),
      ),
    ),
  ];
}

function openNumber(quantity: Quantity, candidates: readonly Candidate[]): OpenFact {
  return { about: { kind: 'number', quantity }, candidates };
}

export function moneyOf({ amount, currency }: MayQuery, source: RulebookSource): Money {
  const decimals = decimalsOf(source.currencies, currency) ?? 0;
  return { kind: 'money', units: amount, decimals, currency };
}

function bothSides(low: bigint, high: bigint, fact: Bound['fact']): Bound[] {
  return [
    { kind: 'bound', side: 'at most', low, high, fact },
    { kind: 'bound', side: 'at least', low, high, fact },
  ];
}

function senderTier(tier: number): Bound {
  const fact = (value: bigint): ExampleFact => tierFact('sender', value);
  return { kind: 'bound', side: 'at least', low: BigInt(tier), high: BigInt(MAX_TIER), fact };
}

function receiverTier(): OpenFact {
  const fact = (value: bigint): ExampleFact => tierFact('receiver', value);
  return openNumber({ kind: 'tier', of: 'receiver' }, bothSides(0n, BigInt(MAX_TIER), fact));
}

function tierFact(of: 'sender' | 'receiver', tier: bigint): ExampleFact {
  return { kind: 'tier', of, tier: Number(tier) };
}

/** `negated`: in the order in which they are tried. */
function flags(
  name: 'first payment to payee' | 'second factor',
  negated: readonly boolean[],
): OpenFact {
  return {
    about: { kind: 'flag', name },
    candidates: negated.map((not) => ({
      kind: 'plain',
      fact: { kind: 'flag', name, negated: not },
    })),
  };
}

function listed(of: 'sender' | 'receiver', list: string): OpenFact {
  return {
    about: { kind: 'flag', name: listedFlag(of, list) },
    candidates: [true, false].map((negated) => ({
      kind: 'plain',
      fact: { kind: 'list', of, negated, list },
    })),
  };
}

function sent(hours: number, { decimals }: Money): OpenFact {
  const fact = (units: bigint): ExampleFact => ({
    kind: 'sent',
    amount: { kind: 'given', units, decimals, currency: null },
    window: windowOf(hours),
  });
  const quantity = { kind: 'sent', hours, currency: null } as const;
  return openNumber(quantity, bothSides(0n, MAX_AMOUNT - 1n, fact));
}

function counted(kind: 'payments' | 'payees', hours: number): OpenFact {
  const fact = (count: bigint): ExampleFact => ({
    kind,
    count: Number(count),
    window: windowOf(hours),
  });
  return openNumber({ kind, hours }, bothSides(0n, MOST_COUNTED, fact));
}

/** What the payment's amount is in another currency, at the rate of the day. */
function worth(one: Money, currency: string, source: RulebookSource): OpenFact {
  const decimals = decimalsOf(source.currencies, currency) ?? 0;
  const fact = (units: bigint): ExampleFact => ({
    kind: 'rate',
    one,
    is: { kind: 'money', units, decimals, currency },
  });
  return openNumber({ kind: 'amount', currency }, bothSides(1n, MAX_AMOUNT, fact));
}

/** Each by itself; or none at all, where rules ask that something is not given. */
function documents(names: readonly string[]): OpenFact[] {
  return names.map((name, i) => {
    const given: Plain = { kind: 'plain', fact: { kind: 'document', name } };
    const none: Plain = { kind: 'plain', fact: { kind: 'no-documents' } };
    const about = { kind: 'flag', name: documentFlag(name) } as const;
    return { about, candidates: i === 0 ? [given, none] : [given] };
  });
}

function waited(): Bound {
  const fact = (hours: bigint): ExampleFact => ({
    kind: 'waited',
    window: windowOf(Number(hours)),
  });
  return { kind: 'bound', side: 'at least', low: 0n, high: BigInt(MAX_WAITING_HOURS), fact };
}

/** One that no rule names, or each that is named. */
function purposes(named: readonly string[]): OpenFact[] {
  if (named.length === 0) return [];
  let number = 0;
  while (named.includes(`X${number}`)) number += 1;
  const codes = [`X${number}`, ...named];
  return [
    {
      about: { kind: 'purpose' },
      candidates: codes.map((code) => ({ kind: 'plain', fact: { kind: 'purpose', code } })),
    },
  ];
}

/** In days where that is a whole number of them, as texts write it. */
function windowOf(count: number): Window {
  const isDays = count > 0 && count % 24 === 0;
  return isDays
    ? { kind: 'window', count: count / 24, unit: 'days' }
    : { kind: 'window', count, unit: 'hours' };
}
