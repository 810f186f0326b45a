import * as fc from 'fast-check';
import { CompiledRulebook } from '../compile/compiled-rulebook.ts';
import type { RulebookSource, Setting } from '../compile/source.ts';
import type { Facts, Receiver } from '../facts/facts.ts';
import type { Rulebook } from '../rulebook.ts';
import {
  COMPARISONS,
  type Condition,
  type Item,
  type List,
  type Module,
  type Owner,
  type Parameter,
  type Requirement,
  type Rule,
  type Sum,
  type Term,
} from '../tree/index.ts';
import { conditionsOver, flags } from './trees.ts';

/**
 * Random rulebooks in a small world where rules meet each other often. Some of what they say is odd
 * (a comparison of two constants, a country named twice): a check would tell, and deciding is total.
 */

const DAY = 86_400_000;
/** 2027-01-01 */
export const START: number = 20_819 * DAY;

export const WORLD: readonly string[] = ['DE', 'FR', 'KE', 'UG'];
const OWN = ['HRB', 'EUR'];
export const CURRENCIES: RulebookSource['currencies'] = OWN.map((code, i) => ({
  code,
  id: new Uint8Array(32).fill(i + 1),
  decimals: 2,
}));
const country = fc.constantFrom(...WORLD);
const hours = fc.constantFrom(24, 720);
const small = fc.bigInt({ min: 0n, max: 400n });

const window = hours.map((count) => ({ kind: 'window' as const, count, unit: 'hours' as const }));

function money(currency: string): fc.Arbitrary<Term> {
  return fc.record({
    kind: fc.constant('money' as const),
    units: small,
    decimals: fc.constantFrom(1, 2),
    currency: fc.constant(currency),
  });
}

const paid: fc.Arbitrary<Term> = fc.oneof(
  fc.constant({ kind: 'amount' as const }),
  window.map((window) => ({ kind: 'sent' as const, window })),
);
const counted: fc.Arbitrary<Term> = fc.oneof(
  window.map((window) => ({ kind: 'payments' as const, window })),
  window.map((window) => ({ kind: 'payees' as const, window })),
  fc
    .constantFrom<('sender' | 'receiver')[]>('sender', 'receiver')
    .map((of) => ({ kind: 'tier' as const, of })),
  fc.constantFrom('CPI', 'RATE').map((name) => ({ kind: 'indicator' as const, name })),
  fc.nat({ max: 5 }).map((value) => ({ kind: 'figure' as const, value: BigInt(value) })),
  fc.constantFrom('TIMES', 'INDEX').map((name) => ({ kind: 'reference' as const, name })),
);

function sum(term: fc.Arbitrary<Term>): fc.Arbitrary<Sum> {
  return fc.record({
    kind: fc.constant('sum' as const),
    terms: fc.array(term, { minLength: 1, maxLength: 2 }),
  });
}

const moneySides = fc.constantFrom('EUR', 'HRB', 'KES').chain((currency) => {
  const named = currency === 'EUR' ? ['CAP', 'FLOOR'] : [];
  const fixed = [
    money(currency),
    ...named.map((name) => fc.constant({ kind: 'reference' as const, name })),
  ];
  return fc.tuple(sum(fc.oneof(paid, paid, ...fixed)), sum(fc.oneof(...fixed, paid)));
});
const compare: fc.Arbitrary<Condition> = fc
  .tuple(
    fc.oneof(moneySides, fc.tuple(sum(counted), sum(counted))),
    fc.constantFrom(...COMPARISONS),
  )
  .map(([[left, right], comparison]) => ({ kind: 'compare', left, comparison, right }));

function within(subject: 'origin' | 'destination'): fc.Arbitrary<Condition> {
  return fc.record({
    kind: fc.constant('within' as const),
    subject: fc.constant(subject),
    negated: fc.boolean(),
    choice: fc.oneof(
      country.map((name) => ({ kind: 'one' as const, name })),
      fc
        .array(country, { minLength: 1, maxLength: 3 })
        .map((names) => ({ kind: 'several' as const, names })),
      fc.constantFrom('EAST', 'FAR').map((name) => ({ kind: 'list' as const, name })),
    ),
  });
}

const atom: fc.Arbitrary<Condition> = fc.oneof(
  { arbitrary: compare, weight: 4 },
  within('origin'),
  within('destination'),
  fc.constantFrom(...OWN).map((name) => ({
    kind: 'within' as const,
    subject: 'currency' as const,
    negated: false,
    choice: { kind: 'one' as const, name },
  })),
  fc.boolean().map((negated) => ({
    kind: 'within' as const,
    subject: 'purpose' as const,
    negated,
    choice: { kind: 'several' as const, names: ['SALA', 'CHAR'] },
  })),
  fc.record({
    kind: fc.constant('within' as const),
    subject: fc.constantFrom('sender' as const, 'receiver' as const),
    negated: fc.boolean(),
    choice: fc.constantFrom('WATCHED', 'KNOWN').map((name) => ({ kind: 'list' as const, name })),
  }),
  flags,
  fc.constant({ kind: 'document' as const, name: 'invoice' }),
);

const condition = conditionsOver(atom, 3);

const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.record({
    kind: fc.constant('needs-tier' as const),
    of: fc.constantFrom('sender' as const, 'receiver' as const),
    tier: fc.integer({ min: 1, max: 4 }),
  }),
  fc.constant({ kind: 'needs-second-factor' as const }),
  fc.constant({ kind: 'needs-document' as const, name: 'invoice' }),
  window.map((window) => ({ kind: 'needs-waiting' as const, window })),
);

const PLAIN = { title: 'a rule', source: null, under: null } as const;

export function ruleOf(id: string): fc.Arbitrary<Rule> {
  return fc
    .record({
      when: condition,
      confidential: fc.boolean(),
      until: fc.option(fc.array(requirement, { maxLength: 2 })),
    })
    .map(({ when, confidential, until }) => {
      const isBare = confidential && until === null;
      return {
        kind: 'rule',
        id,
        ...PLAIN,
        when,
        confidential: isBare,
        action:
          isBare || until !== null
            ? { kind: 'hold', until: isBare ? [] : (until ?? []) }
            : { kind: 'refuse' },
      };
    });
}

function exceptionTo(id: string): fc.Arbitrary<Item> {
  return condition.map((when) => ({
    kind: 'exception',
    to: id,
    ...PLAIN,
    when,
    action: { kind: 'no-objection' },
  }));
}

const eur = (units: bigint): Parameter['low'] => ({
  kind: 'money',
  units,
  decimals: 2,
  currency: 'EUR',
});
const figure = (value: bigint): Parameter['low'] => ({ kind: 'figure', value });
const follows = (indicator: string, times: Parameter['low'] | null): Parameter['value'] => ({
  kind: 'follows',
  indicator,
  times,
});
/** In every module. */
const PARAMETERS: readonly Parameter[] = [
  ['CAP', { kind: 'fixed' as const, value: eur(200n) }, eur(100n), eur(300n)] as const,
  ['FLOOR', follows('CPI', eur(10n)), eur(50n), eur(250n)] as const,
  ['TIMES', { kind: 'fixed' as const, value: figure(2n) }, figure(0n), figure(4n)] as const,
  ['INDEX', follows('RATE', null), figure(1n), figure(9n)] as const,
].map(([name, value, low, high]) => ({
  kind: 'parameter',
  name,
  title: 'a limit',
  value,
  low,
  high,
}));

const force = fc
  .tuple(fc.nat({ max: 4 }), fc.option(fc.integer({ min: 1, max: 5 })))
  .map(([from, days]) => ({
    kind: 'force' as const,
    from: START + from * DAY,
    until: days === null ? null : START + (from + days) * DAY,
  }));

const OWNERS: readonly Owner[] = [
  { kind: 'global' },
  { kind: 'country', code: 'DE' },
  { kind: 'country', code: 'KE' },
  { kind: 'currency', code: 'HRB' },
  {
    kind: 'treaty',
    name: 'TR-1',
    between: [
      { kind: 'country', code: 'DE' },
      { kind: 'country', code: 'KE' },
      { kind: 'currency', code: 'HRB' },
    ],
  },
];
const PREFIXES = ['GLOBAL', 'DE', 'KE', 'HRB', 'TR-1'];

function moduleOf(owner: Owner, prefix: string, version: number): fc.Arbitrary<Module> {
  const ids = [1, 2, 3].map((number) => `${prefix}-${version}${number}`);
  const targets = owner.kind === 'treaty' ? ['DE-11', 'KE-11', 'GLOBAL-11', ...ids] : ids;
  const rules = fc.tuple(...ids.map((id) => ruleOf(id)));
  const exceptions = fc.array(fc.constantFrom(...targets).chain(exceptionTo), { maxLength: 3 });
  const accepts = fc.subarray([
    { kind: 'accepts' as const, treaty: 'TR-1', version: 1 },
    { kind: 'accepts' as const, treaty: 'TR-1', version: 2 },
  ]);
  return fc
    .tuple(force, rules, exceptions, accepts)
    .map(([force, rules, exceptions, accepted]) => ({
      kind: 'module',
      owner,
      version,
      force,
      items: [
        ...(owner.kind === 'treaty' ? [] : accepted),
        ...PARAMETERS,
        ...rules,
        ...exceptions,
      ] as Item[],
    }));
}

function listOf(name: string, of: List['of'], version: number): fc.Arbitrary<List> {
  return fc
    .tuple(force, fc.subarray([...WORLD]), fc.boolean(), fc.integer({ min: 1, max: 6 }))
    .map(([force, entries, isWithheld, days]) => ({
      kind: 'list',
      confidential: false,
      name,
      of,
      version,
      force,
      fresh: { kind: 'window', count: days, unit: 'days' },
      entries: of === 'parties' || isWithheld ? null : entries,
    }));
}

const modules = fc
  .tuple(
    ...OWNERS.flatMap((owner, i) =>
      [1, 2].map((version) => fc.option(moduleOf(owner, PREFIXES[i] as string, version))),
    ),
  )
  .map((all) => all.filter((one) => one !== null));
const lists = fc.tuple(
  listOf('EAST', 'countries', 1),
  listOf('EAST', 'countries', 2),
  listOf('FAR', 'countries', 1),
  listOf('WATCHED', 'parties', 1),
  listOf('KNOWN', 'parties', 1),
);
const settings: fc.Arbitrary<Setting[]> = fc.array(
  fc.record({
    module: fc.constantFrom(...PREFIXES),
    parameter: fc.constant('CAP'),
    value: fc.integer({ min: 100, max: 300 }).map((units) => eur(BigInt(units))),
    from: fc.nat({ max: 8 }).map((day) => START + day * DAY),
  }),
  { maxLength: 3 },
);

export const source: fc.Arbitrary<RulebookSource> = fc.record({
  modules,
  lists,
  settings: settings.map((all) =>
    all.filter((one, i) => !all.some((other, j) => j < i && same(one, other))),
  ),
  currencies: fc.constant(CURRENCIES),
});

/** At one instant a parameter is set once. */
function same(one: Setting, other: Setting): boolean {
  return one.module === other.module && one.from === other.from;
}

/** Ready to decide, odd as it may be. */
export function rulebookOf(one: RulebookSource): Rulebook {
  return new CompiledRulebook(one);
}

const tier = fc.nat({ max: 5 });
const known = fc.option(fc.boolean());
const receiver: fc.Arbitrary<Receiver> = fc.oneof(
  {
    arbitrary: fc.record({ kind: fc.constant('party' as const), country, tier, first: known }),
    weight: 4,
  },
  fc.record({
    kind: fc.constant('bounds' as const),
    countries: fc.uniqueArray(country, { maxLength: 2 }),
    minTier: tier,
  }),
);
const rate = fc.option(
  fc.record({
    numerator: fc.bigInt({ min: 0n, max: 5n }),
    denominator: fc.bigInt({ min: 0n, max: 5n }),
  }),
);

function each<T>(keys: readonly T[]): <V>(value: fc.Arbitrary<V>) => fc.Arbitrary<[T, V][]> {
  return (value) =>
    fc.tuple(...keys.map(() => value)).map((values) => values.map((one, i) => [keys[i] as T, one]));
}

export const facts: fc.Arbitrary<Facts> = fc
  .array(receiver, { minLength: 1, maxLength: 2 })
  .chain((receivers) =>
    fc.record({
      currency: fc.constantFrom(1, 2, 3).map((byte) => new Uint8Array(32).fill(byte)),
      amount: small,
      sender: fc.record({ country, tier }),
      receivers: fc.constant(receivers),
      online: fc.boolean(),
      time: fc.nat({ max: 9 * 24 }).map((hour) => START + hour * 3_600_000),
      sent: each([24, 720])(fc.option(small)).map((all) =>
        all.map(([hours, amount]) => ({ hours, amount })),
      ),
      payments: each([24, 720])(fc.option(fc.nat({ max: 5 }))).map((all) =>
        all.map(([hours, count]) => ({ hours, count })),
      ),
      payees: each([720, 24])(fc.option(fc.nat({ max: 5 }))).map((all) =>
        all.map(([hours, count]) => ({ hours, count })),
      ),
      purpose: fc.option(fc.constantFrom('SALA', 'RENT')),
      secondFactor: known,
      documents: fc.option(fc.subarray(['invoice', 'passport'])),
      waitedMs: fc.option(fc.constantFrom(0, DAY, 30 * DAY)),
      lists: fc.tuple(each(['KNOWN', 'WATCHED'])(known), known).map(([all, of]) =>
        all.map(([list, sender]) => ({
          list,
          sender,
          receivers: receivers.map(({ kind }) => (kind === 'bounds' ? null : of)),
        })),
      ),
      rates: each(['EUR', 'HRB', 'KES'])(rate).map((all) =>
        all.map(([currency, rate]) => ({ currency, rate })),
      ),
      indicators: each(['CPI', 'RATE'])(fc.option(fc.bigInt({ min: 0n, max: 40n }))).map((all) =>
        all.map(([name, figure]) => ({ name, figure })),
      ),
      exempt: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        fc.subarray(['GLOBAL-1', 'GLOBAL-2', 'DE-1', 'KE-1']),
      ),
    }),
  );
