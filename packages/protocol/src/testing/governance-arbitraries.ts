import fc from 'fast-check';
import type {
  Alarm,
  Content,
  Governance,
  GovernanceStatement,
  Key,
  Matter,
  OfficeSignature,
  Procedure,
  Scope,
} from '../index.ts';

/** Arbitrary governances and what is said about governance, over keys of a short suite. */

const MOST_TIME = 2 ** 53 - 1;
const MOST_MS = 315_360_000_000;
const hashes = sized(32);
const times = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: MOST_TIME - 1 }));
const owners = fc.constantFrom('DE', 'KE', 'EUR', 'DE-KE-2028', 'A'.repeat(64));
const names = fc.constantFrom('council', 'a', 'x-1', 'g'.repeat(32), 'people');
const periods = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: MOST_MS }));
/** Matters that are one each. */
export const PLAIN_MATTERS = [
  'global',
  'settings',
  'suites',
  'currencies',
  'cosigners',
  'peers',
  'vendors',
  'governance',
] as const;
const plainMatters = fc.constantFrom(...PLAIN_MATTERS).map((kind) => ({ kind }));

export const matters: fc.Arbitrary<Matter> = fc.oneof(
  plainMatters,
  owners.map((owner) => ({ kind: 'module' as const, owner })),
  owners.map((name) => ({ kind: 'list' as const, name })),
);

const scopes: fc.Arbitrary<Scope> = fc.oneof(
  matters,
  fc.constantFrom<Scope>({ kind: 'module', owner: null }, { kind: 'list', name: null }),
);

const shortKeys: fc.Arbitrary<Key> = sized(32).map((publicKey) => ({ suite: 3, publicKey }));
const offices = fc.uniqueArray(
  names.chain((name) => shortKeys.map((key) => ({ name, signers: { threshold: 1, keys: [key] } }))),
  { minLength: 1, maxLength: 3, selector: ({ name }) => name },
);
const electorates = fc.uniqueArray(
  fc.record({
    name: names,
    countries: fc.uniqueArray(fc.constantFrom('DE', 'KE', 'FR'), { maxLength: 2 }),
    minTier: fc.nat(15),
  }),
  { minLength: 1, maxLength: 3, selector: ({ name }) => name },
);

function procedures(mostElectorate: number, mostOffice: number): fc.Arbitrary<Procedure> {
  return fc.record({
    scope: scopes,
    electorate: fc.integer({ min: 0, max: mostElectorate }),
    office: fc.integer({ min: 0, max: mostOffice }),
    approvalPermille: fc.integer({ min: 501, max: 1000 }),
    quorumPermille: fc.nat(1000),
    commentMs: periods,
    voteMs: periods,
    timelockMs: periods,
    vendors: fc.constantFrom(0, 3, 16),
    audits: fc.nat(16),
    emergencyMs: fc.constantFrom(0, 1000, MOST_MS),
  });
}

export const governances: fc.Arbitrary<Governance> = fc
  .tuple(electorates, offices)
  .chain(([electors, officials]) => {
    const mostOffice = officials.length - 1;
    return fc.record({
      electorates: fc.constant(electors),
      offices: fc.constant(officials),
      procedures: fc.array(procedures(electors.length - 1, mostOffice), {
        minLength: 1,
        maxLength: 3,
      }),
      gates: fc.nat(mostOffice),
      registrars: fc.nat(mostOffice),
      appeals: fc.option(fc.nat(mostOffice)),
    });
  });

const contents: fc.Arbitrary<Content> = fc.oneof(
  fc.record({ kind: fc.constant('inline' as const), bytes: some(60) }),
  fc.array(hashes, { minLength: 2, maxLength: 3 }).chain((parts) =>
    fc.record({
      kind: fc.constant('parts' as const),
      hash: hashes,
      size: fc.integer({ min: (parts.length - 1) * 32_768 + 1, max: parts.length * 32_768 }),
      parts: fc.constant(parts),
    }),
  ),
);

const signatures: fc.Arbitrary<OfficeSignature[]> = fc
  .uniqueArray(fc.nat(15), { minLength: 1, maxLength: 3 })
  .chain((by) =>
    fc.tuple(
      ...by
        .sort((a, b) => a - b)
        .map((one) => fc.record({ by: fc.constant(one), bytes: some(40) })),
    ),
  );

const assertions = fc.record({
  authenticatorData: fc.uint8Array({ minLength: 37, maxLength: 50 }),
  clientData: some(40),
  signature: some(40),
});
const exemptions = fc.record({
  currency: hashes,
  amount: fc.bigInt(1n, 2n ** 63n - 1n),
  payee: hashes,
  rule: owners,
  until: times,
});
const kind = <const K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name);
const answer = { kind: kind('answer'), appeal: hashes, signatures };

export const alarms: fc.Arbitrary<Alarm> = fc.record({
  on: fc.constantFrom('refused' as const, 'held' as const, 'stopped' as const),
  rule: fc.option(owners),
  most: fc.integer({ min: 20, max: 1023 }),
  of: fc.oneof(
    fc.record({ kind: kind('last'), payments: fc.constant(1024) }),
    fc.record({ kind: kind('within'), hours: fc.integer({ min: 1, max: 168 }) }),
  ),
});

export const governanceStatements: fc.Arbitrary<GovernanceStatement> = fc.oneof(
  matters.chain((matter) =>
    fc.record({
      kind: kind('proposal'),
      matter: fc.constant(matter),
      base: fc.option(hashes),
      content: contents,
      from: fc.nat(300),
      until: fc.option(fc.integer({ min: 301, max: MOST_TIME })),
      lane: fc.constantFrom('ordinary' as const, 'emergency' as const),
      alarms: ['module', 'global', 'list', 'settings'].includes(matter.kind)
        ? fc.array(alarms, { maxLength: 8 })
        : fc.constant([]),
    }),
  ),
  fc.record({ kind: kind('part'), bytes: some(60) }),
  fc.record({ kind: kind('withdrawal'), proposal: hashes }),
  fc.record({
    kind: kind('voting-key'),
    key: some(77),
    attestation: some(60),
    vendor: hashes,
    signatures,
  }),
  fc.record({
    kind: kind('ballot'),
    proposal: hashes,
    choice: fc.constantFrom('no' as const, 'yes' as const, 'abstain' as const),
    assertion: fc.option(assertions),
  }),
  fc.record({
    kind: kind('approval'),
    proposal: hashes,
    office: fc.nat(15),
    word: fc.oneof(
      fc.record({ kind: kind('approved') }),
      fc.record({
        kind: kind('gates'),
        report: hashes,
        verdict: fc.constantFrom('failed' as const, 'passed' as const, 'tightens' as const),
      }),
      fc.record({ kind: kind('audit'), report: hashes, agrees: fc.boolean() }),
    ),
    signatures,
  }),
  fc.record({ kind: kind('appeal'), decision: hashes, note: hashes }),
  fc.record({
    ...answer,
    outcome: fc.constantFrom('upheld' as const, 'compensation' as const, 'referred' as const),
    exemption: fc.constant(null),
  }),
  fc.record({ ...answer, outcome: kind('exception'), exemption: exemptions }),
  fc.record({
    kind: kind('figure'),
    name: fc.constant('RATE-HRB-EUR'),
    numerator: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
    denominator: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
    from: fc.nat(300),
    until: fc.integer({ min: 301, max: 366 * 86_400_000 }),
    signatures,
  }),
);

function some(most: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: 1, maxLength: most });
}

function sized(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}
