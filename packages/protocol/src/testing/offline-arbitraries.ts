import fc from 'fast-check';
import type {
  Act,
  Bundle,
  ChequeEvidence,
  Half,
  Membership,
  Message,
  OfflineRequest,
  Opened,
  Party,
  PayeeOpening,
  Receipt,
  SignedAct,
  Stream,
  TabEvidence,
  Tick,
  Void,
} from '../index.ts';
import { amounts, chequeSums, devices, hashes, keys, times } from './arbitraries.ts';

/** Arbitrary values of what two wallets exchange; signatures and what is opened are any bytes of the right form. */

const salts = sized(16);
const someBytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
const signatures = fc.uint8Array({ maxLength: 40 });
const indices = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const positive = amounts.map((amount) => (amount === 0n ? 1n : amount));

const parties: fc.Arbitrary<Party> = fc.record({ identity: hashes, device: devices });

export const streams: fc.Arbitrary<Stream> = fc.record({
  units: positive,
  perTicks: indices,
  anchor: hashes,
  links: fc.integer({ min: 1, max: 65_536 }),
});

export const voids: fc.Arbitrary<Void> = fc.record({
  state: hashes,
  by: parties,
  signature: signatures,
});

export const acts: fc.Arbitrary<Act> = fc.tuple(amounts, amounts).chain(([a, b]) =>
  fc.record({
    version: fc.constant(1 as const),
    hold: hashes,
    amount: fc.constant(a < b ? a : b),
    total: fc.constant(a < b ? b : a),
    request: fc.option(hashes),
    half: fc.record({ index: indices, previous: hashes }),
    payee: fc.option(hashes),
    stream: fc.option(streams),
    void: fc.option(voids, { freq: 3 }),
    salt: salts,
  }),
);

export const signedActs: fc.Arbitrary<SignedAct> = fc.record({
  state: sized(176),
  act: someBytes,
  signature: signatures,
});

export const ticks: fc.Arbitrary<Tick> = fc.record({
  link: hashes,
  count: fc.integer({ min: 1, max: 65_536 }),
});

const openings: fc.Arbitrary<PayeeOpening> = fc.record({ identity: hashes, salt: salts });

export const tabEvidences: fc.Arbitrary<TabEvidence> = fc.record({
  act: fc.option(signedActs),
  tick: fc.option(ticks),
  release: fc.boolean(),
});

export const chequeEvidences: fc.Arbitrary<ChequeEvidence> = fc.record({
  act: signedActs,
  payee: openings,
});

const halves: fc.Arbitrary<Half> = fc.record({ index: times, head: hashes });

export const requests: fc.Arbitrary<OfflineRequest> = fc.record({
  version: fc.constant(1 as const),
  sovereign: hashes,
  currency: hashes,
  amount: positive,
  payee: parties,
  country: fc.constantFrom('KE', 'DE'),
  time: times,
  until: times,
  nonce: salts,
  memo: fc.constantFrom('', 'Äpfel', 'x'.repeat(256)),
});

export const receipts: fc.Arbitrary<Receipt> = fc.record({
  version: fc.constant(1 as const),
  preCommitment: hashes,
  half: halves,
  by: parties,
  time: times,
});

const certificates = fc.record({
  index: times,
  treeSize: times,
  transition: hashes,
  effects: someBytes,
  proof: fc.array(hashes, { maxLength: 2 }),
  checkpoint: someBytes,
});
const opened: fc.Arbitrary<Opened> = fc.record({
  certificate: certificates,
  state: sized(176),
  operation: someBytes,
});

export const bundles: fc.Arbitrary<Bundle> = fc.record({
  founding: fc.record({
    constitution: fc.record({ constitution: someBytes, signature: signatures }),
    epoch: fc.record({ epoch: someBytes, signature: signatures }),
  }),
  put: opened,
  index: fc.nat(255),
  putter: parties,
  raises: fc.array(opened, { maxLength: 2 }),
  guarantees: fc.array(fc.record({ put: opened, index: fc.nat(255) }), { maxLength: 2 }),
  fresh: certificates,
});

export const memberships: fc.Arbitrary<Membership> = fc.record({
  certificate: certificates,
  state: sized(176),
  ordinal: fc.nat(255),
  proof: fc.record({ index: fc.nat(), size: fc.nat(), path: fc.array(hashes, { maxLength: 3 }) }),
});

export const messages: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    kind: fc.constant('request' as const),
    request: fc.record({ request: someBytes, signature: signatures }),
    membership: memberships,
  }),
  fc.record({
    kind: fc.constant('handover' as const),
    act: signedActs,
    payee: fc.option(openings),
    earlier: fc.array(signedActs, { maxLength: 2 }),
    bundle: fc.option(bundles),
  }),
  fc.record({
    kind: fc.constant('receipt' as const),
    receipt: fc.record({ receipt: someBytes, signature: signatures }),
  }),
  fc.record({
    kind: fc.constant('not-accepted' as const),
    subject: hashes,
    code: fc.constantFrom('window', 'half-ahead', 'x'),
    half: fc.option(halves),
  }),
  fc.record({
    kind: fc.constant('seen' as const),
    sightings: fc.array(fc.record({ hold: hashes, sequence: times, state: hashes }), {
      maxLength: 3,
    }),
  }),
  fc.record({
    kind: fc.constant('shown' as const),
    states: fc.array(
      fc.record({ state: sized(176), signature: signatures, sum: fc.option(chequeSums()) }),
      { maxLength: 2 },
    ),
    sums: fc.array(fc.record({ hold: hashes, sequence: times, sum: chequeSums() }), {
      maxLength: 2,
    }),
  }),
  fc.record({ kind: fc.constant('voided' as const), void: voids }),
  fc.record({
    kind: fc.constant('half' as const),
    writer: keys,
    payee: hashes,
    half: halves,
    acts: fc.array(fc.record({ act: signedActs, payee: fc.option(openings) }), { maxLength: 2 }),
  }),
);

function sized(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}
