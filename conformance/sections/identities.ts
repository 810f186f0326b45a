import {
  type ContentsEntry,
  type CountryRecord,
  type Device,
  type IdentityView,
  type SignedState,
  type Statement,
  applyStatement,
  attestationHash,
  contentsRoot,
  deviceContents,
  deviceId,
  encode,
  encodeStatement,
  freedHolds,
  genesisCodec,
  holdCodec,
  chequeContents,
  holdContents,
  holdId,
  identityContents,
  identityEntries,
  identityId,
  keyId,
  openIdentity,
  balanceEntries,
  proveContents,
} from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { FOUNDED_AT, type Samples } from './samples.ts';

/** An identity's life, statement by statement, with its contents; balances; membership proofs. */
export function identityVectors({ genesis, second }: Samples): Json {
  const countries = ['KE', 'DE'];
  const opened = openIdentity(genesis, countries, 'ada');
  if (!opened.ok) throw new Error(opened.fault);
  const steps = [{ statement: null as Statement | null, view: opened.view }];
  for (const statement of statementsOf(second, opened.view.id)) {
    const applied = applyStatement((steps.at(-1) as { view: IdentityView }).view, statement);
    if (!applied.ok) throw new Error(applied.fault);
    steps.push({ statement, view: applied.view });
  }
  return plain({
    genesis: { value: genesis, bytes: encode(genesisCodec, genesis), id: identityId(genesis) },
    devices: [genesis.device, second].map((device) => ({
      value: device,
      keyId: keyId(device.key),
      chain: deviceId(identityId(genesis), device),
    })),
    opening: { countries, handle: 'ada' },
    steps: steps.map(({ statement, view }) => ({
      statement: statement === null ? null : { value: statement, ...encodeStatement(statement) },
      view: { devices: view.devices, policy: view.policy, records: view.records },
      ...mapOf(identityEntries(view)),
      root: identityContents(view),
    })),
    balances: balances(),
    holds: [0n, 1n, 2n ** 63n - 1n].map((spent) => ({ spent, root: holdContents(spent) })),
    cheques: [
      { amount: 1n, total: 1n },
      { amount: 250n, total: 2n ** 63n - 1n },
    ].map((sum) => ({ ...sum, root: chequeContents(sum) })),
    attestation: attestation(opened.view.id),
    freed: freed(opened.view.id),
  });
}

/** What revoking a device with these balances opens: in order of currency, under the first country whose record is valid. */
function freed(identity: Uint8Array): unknown[] {
  const record = (country: string, validUntil: number | null): CountryRecord => ({
    country,
    tier: 0,
    validUntil,
  });
  const balance = (name: string, amount: bigint): [Uint8Array, bigint] => [bytesFor(name), amount];
  const cases = [
    { balances: [], records: [] },
    { balances: [balance('currency 0', 0n)], records: [record('KE', null)] },
    {
      balances: [balance('currency 1', 1n), balance('currency 2', 2n ** 63n - 1n)],
      records: [record('KE', null), record('DE', FOUNDED_AT)],
    },
    {
      balances: [balance('currency 3', 7n), balance('currency 4', 0n), balance('currency 5', 9n)],
      records: [record('KE', null), record('DE', FOUNDED_AT - 1)],
    },
    {
      balances: [balance('currency 6', 5n)],
      records: [record('KE', FOUNDED_AT - 1), record('DE', FOUNDED_AT - 2)],
    },
  ];
  const revoking = bytesFor('the revoking transition');
  return cases.map(({ balances, records }) => ({
    identity,
    records,
    balances: balances.map(([currency, amount]) => ({ currency, balance: amount })),
    time: FOUNDED_AT,
    revoking,
    holds: freedHolds(identity, records, balances, FOUNDED_AT).map((hold, index) => ({
      id: holdId(revoking, index),
      value: hold,
      bytes: encode(holdCodec, hold),
    })),
  }));
}

function statementsOf(second: Device, identity: Uint8Array): Statement[] {
  const signature = attestation(identity).hash;
  return [
    { kind: 'add-device', device: second },
    { kind: 'revoke-device', ordinal: 0 },
    { kind: 'policy', policy: { threshold: 2, recovery: null } },
    { kind: 'handle', handle: 'ada.l' },
    {
      kind: 'fork-proof',
      hold: bytesFor('allowance'),
      proof: { first: stateOf('one half'), second: stateOf('the other'), sums: null },
    },
    {
      kind: 'fork-proof',
      hold: bytesFor('allowance'),
      proof: {
        first: stateOf('one cheque'),
        second: stateOf('a later one'),
        sums: { first: { amount: 2n, total: 9n }, second: { amount: 1n, total: 5n } },
      },
    },
    { kind: 'intent', terms: bytesFor('terms') },
    { kind: 'country', country: 'FR', tier: 0, validUntil: null, attestation: null },
    {
      kind: 'country',
      country: 'KE',
      tier: 2,
      validUntil: FOUNDED_AT,
      // Not a signature: its form is what matters here.
      attestation: { registrar: 0, signature },
    },
  ];
}

/** Neither a state nor a signature: their form is what matters here. */
function stateOf(label: string): SignedState {
  return { state: bytesFor(label, 176), signature: bytesFor(`signature of ${label}`, 40) };
}

function attestation(identity: Uint8Array): { value: object; hash: Uint8Array } {
  const value = { identity, country: 'KE', tier: 2, validUntil: FOUNDED_AT };
  return { value, hash: attestationHash(value) };
}

function balances(): unknown[] {
  return [0, 1, 2, 3, 5, 8].map((count) => {
    const list = Array.from({ length: count }, (_, i): [Uint8Array, bigint] => [
      bytesFor(`currency ${i}`),
      BigInt(i) * 1_000_000_007n,
    ]);
    return {
      balances: list.map(([currency, balance]) => ({ currency, balance })),
      ...mapOf(balanceEntries(list)),
      root: deviceContents(list),
    };
  });
}

/** The entries in order of key, and a proof of each. */
function mapOf(entries: readonly ContentsEntry[]): object {
  const inOrder = entries.toSorted(([a], [b]) => (a.toHex() < b.toHex() ? -1 : 1));
  const root = contentsRoot(entries);
  const proofs = inOrder.map(([key]) => proveContents(entries, key));
  return { entries: inOrder, proofs, root };
}
