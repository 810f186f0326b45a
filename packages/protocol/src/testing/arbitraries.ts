import fc from 'fast-check';
import type {
  Claim,
  Condition,
  Constitution,
  Device,
  Effects,
  Epoch,
  Genesis,
  Hash,
  Hold,
  Key,
  Operation,
  Policy,
  SignedState,
  ChequeSum,
  ForkProof,
  Signers,
  State,
  Statement,
  Suite,
  Taking,
  Transition,
} from '../index.ts';
import { COSIGNER_SUITE, MAX_UINT, SUITES } from '../index.ts';
import { governances } from './governance-arbitraries.ts';

/** Arbitrary values of everything that is signed, hashed and sent, small where size adds nothing to a test. */

export const hashes: fc.Arbitrary<Hash> = sized(32);
export const amounts: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt(0n, 30n),
  fc.bigInt(0n, 2n ** 63n - 1n),
);
const positive = fc.oneof(fc.bigInt(1n, 300n), fc.bigInt(1n, 2n ** 63n - 1n));
export const times: fc.Arbitrary<number> = fc.oneof(
  fc.nat(300),
  fc.integer({ min: 0, max: MAX_UINT }),
);
const counts = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: MAX_UINT }));
const salts = sized(16);
const countries = fc.constantFrom('DE', 'KE', 'FR', 'NL', 'JP', 'BR');
const handles = fc.constantFrom('a', 'ada', 'grace.h', 'x-1_z', 'a'.repeat(32));

/** Keys of every suite; most have the short public keys of SLH-DSA. */
export const keys: fc.Arbitrary<Key> = fc
  .constantFrom<Suite>(1, 2, 3, 4, 3, 4, 4)
  .chain((suite) => sized(SUITES[suite].publicKey).map((publicKey) => ({ suite, publicKey })));

const keyLists = fc.uniqueArray(keys, {
  minLength: 1,
  maxLength: 3,
  selector: (key) => key.publicKey.toHex(),
});

export const signers: fc.Arbitrary<Signers> = keyLists.chain((list) =>
  fc.record({ threshold: fc.integer({ min: 1, max: list.length }), keys: fc.constant(list) }),
);

export const devices: fc.Arbitrary<Device> = fc.record({
  key: keys,
  encryptionKey: fc.option(sized(1216), { freq: 4 }),
});

const guardians = fc.uniqueArray(hashes, {
  minLength: 1,
  maxLength: 3,
  selector: (id) => id.toHex(),
});

const policies: fc.Arbitrary<Policy> = fc.record({
  threshold: fc.integer({ min: 1, max: 16 }),
  recovery: fc.option(
    guardians.chain((list) =>
      fc.record({
        delayMs: times,
        guardianThreshold: fc.integer({ min: 1, max: list.length }),
        guardians: fc.constant(list),
      }),
    ),
  ),
});

export const geneses: fc.Arbitrary<Genesis> = fc.record({
  version: fc.constant(1 as const),
  root: keys,
  device: devices,
  policy: policies,
  salt: salts,
});

export const statements: fc.Arbitrary<Statement> = fc.oneof(
  fc.record({ kind: fc.constant('handle' as const), handle: handles }),
  fc.record({
    kind: fc.constant('country' as const),
    country: countries,
    tier: fc.constant(0),
    validUntil: fc.option(times),
    attestation: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('country' as const),
    country: countries,
    tier: fc.integer({ min: 1, max: 15 }),
    validUntil: fc.option(times),
    attestation: fc.record({
      registrar: fc.nat(15),
      signature: fc.uint8Array({ minLength: 1, maxLength: 40 }),
    }),
  }),
  fc.record({ kind: fc.constant('add-device' as const), device: devices }),
  fc.record({ kind: fc.constant('revoke-device' as const), ordinal: fc.nat(255) }),
  fc.record({ kind: fc.constant('policy' as const), policy: policies }),
  fc.record({
    kind: fc.constant('fork-proof' as const),
    hold: hashes,
    proof: forkProofs(),
  }),
  fc.record({ kind: fc.constant('intent' as const), terms: hashes }),
);

const leaves: fc.Arbitrary<Condition>[] = [
  fc.record({ kind: fc.constant('after' as const), time: times }),
  fc.record({ kind: fc.constant('before' as const), time: times }),
  fc.record({ kind: fc.constant('preimage' as const), hash: hashes }),
  signers.map((group) => ({ kind: 'signed' as const, ...group })),
  fc.record({ kind: fc.constant('attested' as const), oracle: keys, statement: hashes }),
  fc.record({
    kind: fc.constant('admitted' as const),
    sovereign: hashes,
    hold: hashes,
    outcome: times,
  }),
  fc.record({ kind: fc.constant('fork' as const), hold: hashes }),
];

/** Trees at most `depth` deep, of at most 3^(depth − 1) conditions on the lowest level. */
export function conditions(depth: number): fc.Arbitrary<Condition> {
  if (depth === 1) return fc.oneof(...leaves);
  const some = fc.array(conditions(depth - 1), { minLength: 1, maxLength: 2 }).chain((list) =>
    fc.record({
      kind: fc.constant('some' as const),
      threshold: fc.integer({ min: 1, max: list.length }),
      conditions: fc.constant(list),
    }),
  );
  return fc.oneof(...leaves, some, some);
}

const meters = fc.oneof(
  fc.constant({ kind: 'all' as const }),
  fc.constant({ kind: 'voucher' as const }),
  fc.record({
    kind: fc.constant('ticks' as const),
    units: positive,
    perTicks: counts,
    anchor: hashes,
    links: fc.integer({ min: 1, max: 65_536 }),
  }),
  fc.record({ kind: fc.constant('cheque' as const), perCheque: positive }),
  fc.record({
    kind: fc.constant('schedule' as const),
    amount: positive,
    periodMs: counts,
    firstAt: times,
    periods: counts,
  }),
  fc.record({
    kind: fc.constant('price' as const),
    currency: hashes,
    numerator: positive,
    denominator: positive,
    least: amounts,
  }),
);

const payees = fc.oneof(
  fc.record({ kind: fc.constant('identity' as const), identity: hashes, country: countries }),
  fc.record({
    kind: fc.constant('anyone' as const),
    countries: fc.uniqueArray(countries, { maxLength: 4 }),
    minTier: fc.nat(15),
  }),
);

const claims: fc.Arbitrary<Claim> = fc.record({
  payee: payees,
  meter: meters,
  condition: fc.option(conditions(4)),
  until: times,
});

const writers = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.constant({ kind: 'putter' as const }),
  keys.map((key) => ({ kind: 'key' as const, key })),
);

export const holds: fc.Arbitrary<Hold> = fc.record(
  {
    currency: hashes,
    cap: positive,
    writer: writers,
    note: fc.option(hashes),
    claims: fc.array(claims, { minLength: 1, maxLength: 3 }),
    purpose: fc.stringMatching(/^[A-Z0-9]{1,4}$/),
    intent: salts,
  },
  { requiredKeys: ['currency', 'cap', 'writer', 'note', 'claims'] },
);

export const takings: fc.Arbitrary<Taking> = fc.record({
  hold: hashes,
  claim: fc.option(fc.nat(15)),
  amount: amounts,
  proof: fc.option(
    fc.record({
      evidence: fc.uint8Array({ maxLength: 30 }),
      witnesses: fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 3 }),
    }),
  ),
});

const common = { notAfter: times, salt: salts };

export const operations: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constant('open' as const),
    ...common,
    genesis: geneses,
    countries: fc.uniqueArray(countries, { maxLength: 6 }),
    handle: fc.option(handles),
  }),
  ...(['mint', 'burn'] as const).map((kind) =>
    fc.record({ kind: fc.constant(kind), ...common, currency: hashes, amount: positive }),
  ),
  fc.record({
    kind: fc.constant('put' as const),
    ...common,
    country: countries,
    holds: fc.array(holds, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('put' as const),
    ...common,
    country: countries,
    holds: fc.array(holds, { maxLength: 1 }),
    raises: fc.array(fc.record({ hold: hashes, by: positive }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('take' as const),
    ...common,
    takings: fc.array(takings, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('say' as const),
    ...common,
    statement: fc.nat(9),
    body: fc.uint8Array({ maxLength: 60 }),
  }),
);

export const states: fc.Arbitrary<State> = fc.record({
  version: fc.constant(1 as const),
  suite: fc.constantFrom<Suite>(1, 2, 3, 4),
  chain: hashes,
  sequence: times,
  previous: hashes,
  entropy: hashes,
  operation: hashes,
  contents: hashes,
});

export const transitions: fc.Arbitrary<Transition> = fc.record({
  state: sized(176),
  operation: fc.uint8Array({ minLength: 1, maxLength: 80 }),
  signatures: fc
    .uniqueArray(fc.nat(256), { minLength: 1, maxLength: 3 })
    .chain((by) =>
      fc.tuple(
        ...by
          .sort((a, b) => a - b)
          .map((signer) =>
            fc.record({ by: fc.constant(signer), bytes: fc.uint8Array({ maxLength: 50 }) }),
          ),
      ),
    ),
});

const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((name) => {
  const { length } = new TextEncoder().encode(name);
  return name.isWellFormed() && length <= 64;
});
const reasons = names.filter((reason) => !/\p{Cc}/u.test(reason));
const origins = fc.constantFrom('harbour.example/log', 'w1.example', 'x', 'a'.repeat(128));
const suiteLists = fc.uniqueArray(fc.constantFrom<Suite>(1, 2, 3, 4), { minLength: 1 });
const cosignerKeys: fc.Arbitrary<Key> = sized(SUITES[COSIGNER_SUITE].publicKey).map(
  (publicKey) => ({ suite: COSIGNER_SUITE, publicKey }),
);
const cosigners = fc.uniqueArray(fc.record({ name: origins, key: cosignerKeys }), {
  maxLength: 3,
  comparator: (a, b) => a.name === b.name || a.key.publicKey.toHex() === b.key.publicKey.toHex(),
});

export const constitutions: fc.Arbitrary<Constitution> = fc.record({
  version: fc.constant(1 as const),
  name: names,
  country: countries,
  createdAt: times,
  salt: salts,
  root: keys,
  origin: origins,
  suites: fc.record({ roots: suiteLists, devices: suiteLists, log: suiteLists }),
  currencies: fc.uniqueArray(
    fc.record({
      code: fc.constantFrom('HRB', 'EUR', 'X1Y2Z3', 'ABCDEFGH'),
      decimals: fc.nat(12),
      name: names,
      treasury: signers,
    }),
    { maxLength: 3, selector: (currency) => currency.code },
  ),
  registrars: fc.option(signers),
  parameters: fc
    .record({
      heartbeatMs: fc.integer({ min: 100, max: 2 ** 52 - 1 }),
      closureAfterMs: times,
      validityMs: times,
      freshnessMs: times,
      quorum: fc.nat(64),
      stateRootEvery: times,
    })
    .map((parameters) => ({
      ...parameters,
      closureAfterMs: Math.max(parameters.closureAfterMs, 2 * parameters.heartbeatMs),
    })),
  witnesses: cosigners,
  validators: cosigners,
  governance: fc.option(governances),
});

export const epochs: fc.Arbitrary<Epoch> = fc.record({
  sovereign: hashes,
  number: times,
  origin: origins,
  log: keys,
  notBefore: times,
  notAfter: times,
  succeeds: fc.option(fc.record({ origin: origins, size: times, root: hashes, reason: reasons })),
});

const totals = { time: times, minted: amounts, burned: amounts };

export const effects: fc.Arbitrary<Effects> = fc.oneof(
  ...(['open', 'say'] as const).map((kind) => fc.record({ kind: fc.constant(kind), time: times })),
  ...(['mint', 'burn'] as const).map((kind) => fc.record({ kind: fc.constant(kind), ...totals })),
  fc.record({
    kind: fc.constant('put' as const),
    time: times,
    decisions: fc.array(fc.record({ rulebook: hashes, facts: hashes }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  fc.record({
    kind: fc.constant('take' as const),
    time: times,
    takings: fc.array(fc.record({ paidAfter: amounts, closed: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
);

function signedStates(): fc.Arbitrary<SignedState> {
  return fc.record({ state: sized(176), signature: fc.uint8Array({ maxLength: 40 }) });
}

/** What a cheque says: at least 1 is given, and the total counts it. */
export function chequeSums(): fc.Arbitrary<ChequeSum> {
  const most = 2n ** 63n - 1n;
  return fc
    .bigInt({ min: 1n, max: most })
    .chain((amount) =>
      fc.record({ amount: fc.constant(amount), total: fc.bigInt({ min: amount, max: most }) }),
    );
}

/** Of the right form only. */
export function forkProofs(): fc.Arbitrary<ForkProof> {
  const sums = fc.option(fc.record({ first: chequeSums(), second: chequeSums() }));
  return fc.record({ first: signedStates(), second: signedStates(), sums });
}

function sized(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}
