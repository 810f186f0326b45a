import * as fc from 'fast-check';
import {
  type Action,
  COMPARISONS,
  type Condition,
  type Flag,
  type Constant,
  type Example,
  type ExampleFact,
  type Force,
  type Item,
  type List,
  type Module,
  type Owner,
  type Requirement,
  type Sum,
  type Term,
  type Window,
} from '../tree/index.ts';

/** Any tree that a text can have, whether or not it makes sense. */

const name = fc.constantFrom('A', 'DE-7', 'KE', 'EU-27', 'LIMIT', 'X1-2-Z', 'UN-1267');
const quoted = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  // What a text may not hold.
  .filter((text) => text.isWellFormed() && !/["\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(text));
const units = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const count = fc.nat({ max: 999_999 });
const side = fc.constantFrom<('sender' | 'receiver')[]>('sender', 'receiver');
const decimals = fc.nat({ max: 12 });

const money = fc.record({ kind: fc.constant('money' as const), units, decimals, currency: name });
const figure = fc.record({ kind: fc.constant('figure' as const), value: units });
const constant: fc.Arbitrary<Constant> = fc.oneof(money, figure);
const window: fc.Arbitrary<Window> = fc.record({
  kind: fc.constant('window' as const),
  count,
  unit: fc.constantFrom('hours', 'days'),
});

/** Any second from 1970 to 9999. */
const instant = fc
  .oneof(
    fc.nat({ max: 2_932_896 }).map((day) => day * 86_400),
    fc.nat({ max: 253_402_300_799 }),
  )
  .map((second) => second * 1000);
const force: fc.Arbitrary<Force> = fc.record({
  kind: fc.constant('force' as const),
  from: instant,
  until: fc.option(instant),
});

const term: fc.Arbitrary<Term> = fc.oneof(
  constant,
  fc.constant({ kind: 'amount' } as const),
  window.chain((window) =>
    fc.constantFrom<Term[]>(
      { kind: 'sent', window },
      { kind: 'payments', window },
      { kind: 'payees', window },
    ),
  ),
  side.map((of) => ({ kind: 'tier', of }) as const),
  name.map((name) => ({ kind: 'indicator', name }) as const),
  name.map((name) => ({ kind: 'reference', name }) as const),
);
const sum: fc.Arbitrary<Sum> = fc.record({
  kind: fc.constant('sum' as const),
  terms: fc.array(term, { minLength: 1, maxLength: 3 }),
});

const within: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant('within' as const),
  subject: fc.constantFrom('origin', 'destination', 'currency', 'purpose', 'sender', 'receiver'),
  negated: fc.boolean(),
  choice: fc.oneof(
    name.map((name) => ({ kind: 'one' as const, name })),
    name.map((name) => ({ kind: 'list' as const, name })),
    fc
      .array(name, { minLength: 1, maxLength: 4 })
      .map((names) => ({ kind: 'several' as const, names })),
  ),
});
export const flags: fc.Arbitrary<Flag> = fc
  .constantFrom(
    'always' as const,
    'crossborder' as const,
    'online' as const,
    'offline' as const,
    'second factor' as const,
    'first payment to payee' as const,
  )
  .map((name) => ({ kind: 'flag', name }));

/** Conditions over such atoms, nested so deep at most. */
export function conditionsOver(
  atom: fc.Arbitrary<Condition>,
  maxDepth: number,
): fc.Arbitrary<Condition> {
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', maxDepth, withCrossShrink: true },
      atom,
      fc.record({ kind: fc.constant('not' as const), operand: tie('condition') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  })).condition;
}

const atom: fc.Arbitrary<Condition> = fc.oneof(
  within,
  flags,
  quoted.map((name) => ({ kind: 'document' as const, name })),
  fc.record({
    kind: fc.constant('compare' as const),
    left: sum,
    comparison: fc.constantFrom(...COMPARISONS),
    right: sum,
  }),
);

const condition = conditionsOver(atom, 4);

const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.record({ kind: fc.constant('needs-tier' as const), of: side, tier: count }),
  fc.constant({ kind: 'needs-second-factor' } as const),
  quoted.map((name) => ({ kind: 'needs-document', name }) as const),
  window.map((window) => ({ kind: 'needs-waiting', window }) as const),
);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constant({ kind: 'refuse' } as const),
  fc.constant({ kind: 'no-objection' } as const),
  fc.array(requirement, { maxLength: 3 }).map((until): Action => ({ kind: 'hold', until })),
);

const clause = {
  title: quoted,
  source: fc.option(quoted),
  under: fc.option(
    fc.record({
      kind: fc.constant('under' as const),
      treaty: name,
      article: fc.option(count),
    }),
  ),
  when: condition,
  action,
};

const exampleFact: fc.Arbitrary<ExampleFact> = fc.oneof(
  fc.record({ kind: fc.constant('tier' as const), of: side, tier: count }),
  fc.record({
    kind: fc.constant('sent' as const),
    amount: fc.record({
      kind: fc.constant('given' as const),
      units,
      decimals,
      currency: fc.option(name),
    }),
    window: fc.option(window),
  }),
  fc.record({
    kind: fc.constantFrom('payments' as const, 'payees' as const),
    count,
    window: fc.option(window),
  }),
  fc.record({
    kind: fc.constant('flag' as const),
    name: fc.constantFrom('online', 'offline', 'second factor', 'first payment to payee'),
    negated: fc.boolean(),
  }),
  name.map((code) => ({ kind: 'purpose' as const, code })),
  quoted.map((name) => ({ kind: 'document' as const, name })),
  fc.constant({ kind: 'no-documents' } as const),
  fc.record({ kind: fc.constant('list' as const), of: side, negated: fc.boolean(), list: name }),
  fc.record({ kind: fc.constant('rate' as const), one: money, is: money }),
  fc.record({ kind: fc.constant('indicator' as const), name, value: units }),
  window.map((window) => ({ kind: 'waited' as const, window })),
  instant.map((at) => ({ kind: 'time' as const, at })),
);
const example: fc.Arbitrary<Example> = fc.record({
  kind: fc.constant('example' as const),
  amount: money,
  origin: name,
  destination: name,
  facts: fc.array(exampleFact, { maxLength: 4 }),
  verdict: fc.constantFrom('allowed', 'held', 'refused'),
  by: fc.option(name),
});

const item: fc.Arbitrary<Item> = fc.oneof(
  fc.record({ kind: fc.constant('accepts' as const), treaty: name, version: count }),
  fc.record({
    kind: fc.constant('parameter' as const),
    name,
    title: quoted,
    value: fc.oneof(
      constant.map((value) => ({ kind: 'fixed' as const, value })),
      fc.record({
        kind: fc.constant('follows' as const),
        indicator: name,
        times: fc.option(constant),
      }),
    ),
    low: constant,
    high: constant,
  }),
  fc.record({
    kind: fc.constant('rule' as const),
    confidential: fc.boolean(),
    id: name,
    ...clause,
  }),
  fc.record({ kind: fc.constant('exception' as const), to: name, ...clause }),
  example,
);

const party = fc.record({
  kind: fc.constantFrom('country' as const, 'currency' as const),
  code: name,
});
const owner: fc.Arbitrary<Owner> = fc.oneof(
  party,
  fc.constant({ kind: 'global' } as const),
  fc.record({
    kind: fc.constant('treaty' as const),
    name,
    between: fc.array(party, { minLength: 2, maxLength: 4 }),
  }),
);

export const module: fc.Arbitrary<Module> = fc.record({
  kind: fc.constant('module' as const),
  owner,
  version: count,
  force,
  items: fc.array(item, { maxLength: 6 }),
});

const hexadecimal = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

export const list: fc.Arbitrary<List> = fc
  .constantFrom<List['of'][]>('countries', 'parties')
  .chain((of) =>
    fc.record({
      kind: fc.constant('list' as const),
      confidential: fc.boolean(),
      name,
      of: fc.constant(of),
      version: count,
      force,
      fresh: window,
      entries: fc.option(fc.array(of === 'parties' ? hexadecimal : name, { maxLength: 40 })),
    }),
  );
