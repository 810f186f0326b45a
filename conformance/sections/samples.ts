import {
  type Claim,
  type Condition,
  type Constitution,
  type CryptoProvider,
  type Device,
  type Epoch,
  type Genesis,
  type Governance,
  type Hold,
  type Key,
  type KeyPair,
  type Meter,
  type Operation,
  type Procedure,
  type Suite,
  SUITES,
  sovereignId,
} from '@tallystick/protocol';
import { bytesFor } from '../plain.ts';

/** What the sections share: keys, an identity, a constitution, and one of every meter, condition and operation. */

export const FOUNDED_AT = 1_790_000_000_000;
export const NOT_AFTER: number = FOUNDED_AT + 600_000;

/** A key pair that follows from its label. */
export function keyPairFor(crypto: CryptoProvider, suite: Suite, label: string): KeyPair {
  return crypto.keyPair(suite, bytesFor(`seed of ${label}`, SUITES[suite].seed));
}

function publicKey({ suite, publicKey }: Key): Key {
  return { suite, publicKey };
}

export interface Samples {
  readonly pairs: {
    readonly root: KeyPair;
    readonly device: KeyPair;
    readonly log: KeyPair;
    readonly witness: KeyPair;
    readonly founding: KeyPair;
  };
  readonly second: Device;
  readonly genesis: Genesis;
  readonly constitution: Constitution;
  readonly sovereign: Uint8Array;
  readonly epoch: Epoch;
}

/** The identity's root is SLH-DSA-SHA2-128f for speed; the sovereign's is 128s, as real ones are. */
export function samples(crypto: CryptoProvider): Samples {
  const pairs = {
    root: keyPairFor(crypto, 3, 'root'),
    device: keyPairFor(crypto, 1, 'device'),
    log: keyPairFor(crypto, 1, 'log'),
    witness: keyPairFor(crypto, 1, 'witness'),
    founding: keyPairFor(crypto, 4, 'founding'),
  };
  const { publicKey: encryptionKey } = crypto.encryptionPair(bytesFor('encryption', 96));
  const genesis: Genesis = {
    version: 1,
    root: publicKey(pairs.root),
    device: { key: publicKey(pairs.device), encryptionKey },
    policy: { threshold: 1, recovery: null },
    salt: bytesFor('genesis salt', 16),
  };
  const second = { key: publicKey(keyPairFor(crypto, 2, 'second device')), encryptionKey: null };
  const constitution = constitutionOf(pairs);
  const sovereign = sovereignId(constitution);
  const epoch: Epoch = {
    sovereign,
    number: 0,
    origin: constitution.origin,
    log: publicKey(pairs.log),
    notBefore: FOUNDED_AT,
    notAfter: FOUNDED_AT + 365 * 86_400_000,
    succeeds: null,
  };
  return { pairs, second, genesis, constitution, sovereign, epoch };
}

function constitutionOf(pairs: Samples['pairs']): Constitution {
  const treasury = { threshold: 1, keys: [publicKey(pairs.device), publicKey(pairs.root)] };
  return {
    version: 1,
    name: 'Häfen',
    country: 'KE',
    createdAt: FOUNDED_AT,
    salt: bytesFor('constitution salt', 16),
    root: publicKey(pairs.founding),
    origin: 'harbour.example/log',
    suites: { roots: [4, 3], devices: [1, 2], log: [1] },
    currencies: [
      { code: 'HRB', decimals: 2, name: 'Harbour', treasury },
      { code: 'XAU1', decimals: 12, name: 'Gold', treasury },
    ],
    registrars: { threshold: 1, keys: [publicKey(pairs.root)] },
    parameters: {
      heartbeatMs: 60_000,
      closureAfterMs: 180_000,
      validityMs: 600_000,
      freshnessMs: 604_800_000,
      quorum: 1,
      stateRootEvery: 65_536,
    },
    witnesses: [{ name: 'w1.example', key: publicKey(pairs.witness) }],
    validators: [],
    governance: governanceOf(publicKey(pairs.root), publicKey(pairs.log)),
  };
}

/** Electorates, offices, and procedures of both lanes. */
function governanceOf(council: Key, gates: Key): Governance {
  const procedure: Procedure = {
    scope: { kind: 'module', owner: 'KE' },
    electorate: 1,
    office: 0,
    approvalPermille: 501,
    quorumPermille: 200,
    commentMs: 1_209_600_000,
    voteMs: 604_800_000,
    timelockMs: 172_800_000,
    vendors: 3,
    audits: 1,
    emergencyMs: 259_200_000,
  };
  const alone = { ...procedure, electorate: null, vendors: 0, emergencyMs: 0 };
  const voted = { ...procedure, office: null, approvalPermille: 667, emergencyMs: 0 };
  return {
    electorates: [
      { name: 'everybody', countries: [], minTier: 0 },
      { name: 'residents', countries: ['KE', 'DE'], minTier: 1 },
    ],
    offices: [
      { name: 'council', signers: { threshold: 1, keys: [council] } },
      { name: 'gates', signers: { threshold: 1, keys: [gates] } },
    ],
    procedures: [
      procedure,
      { ...voted, scope: { kind: 'module', owner: null } },
      { ...voted, scope: { kind: 'governance' } },
      { ...alone, scope: { kind: 'list', name: null } },
      { ...alone, scope: { kind: 'global' } },
    ],
    gates: 1,
    registrars: 0,
    appeals: null,
  };
}

/** One of every meter. */
function meters(): Meter[] {
  return [
    { kind: 'all' },
    { kind: 'voucher' },
    { kind: 'ticks', units: 5n, perTicks: 1000, anchor: bytesFor('anchor'), links: 65_536 },
    { kind: 'cheque', perCheque: 2_500n },
    { kind: 'schedule', amount: 100n, periodMs: 2_592_000_000, firstAt: FOUNDED_AT, periods: 12 },
    {
      kind: 'price',
      currency: bytesFor('other currency'),
      numerator: 108n,
      denominator: 100n,
      least: 50n,
    },
  ];
}

/** One of every condition, and a tree of four levels. */
function conditions(key: Key): Condition[] {
  const after: Condition = { kind: 'after', time: FOUNDED_AT };
  const before: Condition = { kind: 'before', time: NOT_AFTER };
  let tree: Condition = after;
  for (let depth = 2; depth <= 4; depth += 1) {
    tree = { kind: 'some', threshold: 1, conditions: [tree, before] };
  }
  return [
    after,
    before,
    { kind: 'preimage', hash: bytesFor('preimage') },
    { kind: 'signed', threshold: 1, keys: [key] },
    { kind: 'attested', oracle: key, statement: bytesFor('statement') },
    { kind: 'admitted', sovereign: bytesFor('peer'), hold: bytesFor('hold there'), outcome: 1 },
    { kind: 'fork', hold: bytesFor('allowance') },
    tree,
  ];
}

/** A plain payment to one identity. */
export function plainHold(cap: bigint): Hold {
  return {
    currency: bytesFor('currency'),
    cap,
    writer: { kind: 'none' },
    note: null,
    claims: [claimOf({ kind: 'all' }, null)],
  };
}

function claimOf(meter: Meter, condition: Condition | null): Claim {
  const payee = { kind: 'identity', identity: bytesFor('payee'), country: 'DE' } as const;
  return { payee, meter, condition, until: NOT_AFTER };
}

/** Operations of every kind, with holds of every meter, condition, writer and payee. */
export function operations({ genesis, pairs }: Samples): Operation[] {
  const key = publicKey(pairs.root);
  const common = (label: string): { notAfter: number; salt: Uint8Array } => ({
    notAfter: NOT_AFTER,
    salt: bytesFor(`salt of ${label}`, 16),
  });
  const metered = meters().map((meter) => ({
    ...plainHold(1000n),
    claims: [claimOf(meter, null)],
  }));
  const conditional = conditions(key).map((condition) => ({
    ...plainHold(2n ** 63n - 1n),
    note: bytesFor('note'),
    claims: [claimOf({ kind: 'all' }, condition), claimOf({ kind: 'all' }, null)],
  }));
  const anyone = { kind: 'anyone', countries: ['KE', 'DE'], minTier: 2 } as const;
  const open: Hold = {
    ...plainHold(7n),
    writer: { kind: 'putter' },
    claims: [{ ...claimOf({ kind: 'cheque', perCheque: 1n }, null), payee: anyone }],
  };
  const proof = { evidence: bytesFor('evidence', 40), witnesses: [bytesFor('witness', 5)] };
  const taking = { hold: bytesFor('taken'), claim: 0, amount: 1000n, proof: null };
  return [
    { kind: 'open', ...common('open'), genesis, countries: ['KE', 'DE'], handle: 'ada' },
    { kind: 'mint', ...common('mint'), currency: bytesFor('currency'), amount: 2n ** 53n },
    { kind: 'burn', ...common('burn'), currency: bytesFor('currency'), amount: 1n },
    { kind: 'put', ...common('put'), country: 'KE', holds: [plainHold(500n)] },
    { kind: 'put', ...common('meters'), country: 'KE', holds: metered },
    { kind: 'put', ...common('conditions'), country: 'KE', holds: conditional },
    {
      kind: 'put',
      ...common('writers'),
      country: 'KE',
      holds: [open, { ...open, writer: { kind: 'key', key } }],
    },
    {
      kind: 'put',
      ...common('purposes'),
      country: 'KE',
      holds: [{ ...plainHold(500n), purpose: 'SALA' }, plainHold(1n), { ...open, purpose: '7' }],
    },
    {
      kind: 'put',
      ...common('intents'),
      country: 'KE',
      holds: [
        { ...plainHold(500n), intent: bytesFor('intent', 16) },
        { ...open, purpose: 'RENT', intent: bytesFor('another intent', 16) },
      ],
    },
    {
      kind: 'put',
      ...common('raises'),
      country: 'KE',
      holds: [plainHold(500n)],
      raises: [
        { hold: bytesFor('raised'), by: 1n },
        { hold: bytesFor('raised too'), by: 2n ** 63n - 1n },
      ],
    },
    {
      kind: 'put',
      ...common('raise alone'),
      country: 'KE',
      holds: [],
      raises: [{ hold: bytesFor('raised'), by: 100n }],
    },
    {
      kind: 'take',
      ...common('take'),
      takings: [taking, { ...taking, claim: null, amount: 0n, proof }],
    },
    { kind: 'say', ...common('say'), statement: 1, body: Uint8Array.fromHex('8163616461') },
  ];
}
