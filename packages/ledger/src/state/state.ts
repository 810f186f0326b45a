import {
  bytes,
  type Codec,
  type Constitution,
  constitutionCodec,
  type Currency,
  currencyId,
  decode,
  type Device,
  deviceCodec,
  encode,
  type Genesis,
  genesisCodec,
  type Hash,
  handleCodec,
  hash,
  type Header,
  impliedFirstState,
  type Key,
  encodeState,
  record,
  signingContext,
  sovereignId,
  stateId,
  text,
  treasuryId,
} from '@tallystick/protocol';
import { slab } from '../effects/slab.ts';
import { Governing } from '../governance/governing.ts';
import { ColdRecords, type RecordSource, TwoGenerations } from './cold.ts';
import { addCurrency, createCurrencies, type Currencies } from './currencies.ts';
import { decodeTail, type IdentityDetail } from './details.ts';
import { Devices } from './devices.ts';
import { Forks } from './forks.ts';
import { Holds } from './holds.ts';
import { HANDLE_KEY_BYTES, Identities } from './identities.ts';
import { type PayeesSince, SINCE_THE_BEGINNING } from './payees-since.ts';
import { RECORD_BYTES } from './packed-table.ts';
import { SupplyHistory } from './supply-history.ts';

/** What an identity's chain is verified with, besides its head. */
export interface IdentityRoot {
  readonly genesis: Genesis;
  /** Hash of the `open` operation, which the first device's implied state has too. */
  readonly operation: Hash;
  /** Of the identity chain's head. */
  readonly entropy: Hash;
}

/** A device after the first, and the hash of the operation that added it. */
export interface FurtherDevice {
  readonly device: Device;
  readonly operation: Hash;
}

/** What has changed since the last batch was sealed, by slot or number. */
interface Changed {
  readonly devices: Set<number>;
  readonly identities: Set<number>;
  readonly currencies: Set<number>;
  /** The new record of an opened hold, null for a closed one. */
  readonly holds: Map<number, Uint8Array | null>;
  /** By number of the mark. */
  readonly forks: Set<number>;
}

/**
 * Everything that admission depends on: what is needed for every payment in memory, the rest read.
 */
export interface LedgerState {
  readonly constitution: Constitution;
  readonly sovereign: Hash;
  readonly currencies: Currencies;
  readonly supplyHistory: SupplyHistory;
  readonly devices: Devices;
  readonly identities: Identities;
  readonly holds: Holds;
  readonly forks: Forks;
  /** By slot of the identity; only for those that are `isDetailed`. */
  readonly details: ColdRecords<IdentityDetail>;
  /** By `rootKey(slot of the identity)`. */
  readonly roots: ColdRecords<IdentityRoot>;
  /** Devices after the first, by `deviceKey(slot of the device)`. */
  readonly furtherDevices: ColdRecords<FurtherDevice>;
  /** Open holds in their stored form, by number; see `splitHold`. */
  readonly holdRecords: ColdRecords<Uint8Array>;
  /** Keys of devices, by slot; see `deviceKeyAt`. A device's key never changes. */
  readonly keys: TwoGenerations<Key>;
  /** The contexts that transitions and attestations are signed in. */
  readonly contexts: { readonly transition: Uint8Array; readonly attestation: Uint8Array };
  /** Current handles by slot of the identity. */
  readonly handles: ColdRecords<string>;
  /** Handles given up, which stay their identity's: by key in hexadecimal. */
  readonly formerHandles: Map<string, number>;
  readonly changed: Changed;
  /** Since when payees are remembered; null where the last put was not, for no rule asks for it. */
  payeesSince: PayeesSince | null;
  /** What has been said about governance; null where the constitution has none. */
  readonly governing: Governing | null;
  /** The newest header; null before the first. */
  header: Header | null;
  /** The computation of a state root that is under way: it is told of what is about to change. */
  rooting: HeadKeeper | null;
}

/** Whoever wants to know heads and holds as they were. */
interface HeadKeeper {
  keepDevice(slot: number): void;
  keepIdentity(slot: number): void;
  keepHold(place: number): void;
}

/** How many genesis records (3 kB each) stay in memory, at least; twice as many at most. */
const CACHED_ROOTS = 512;
const CACHED_DETAILS = 8192;
/**
 * How many devices' keys (1.4 kB each) do: those that pay are asked for all the time. A miss costs
 * 14 µs, a tenth of a payment; as many as are active here at one time take 45 MB, twice that at
 * most.
 */
const CACHED_KEYS = 32_768;

const rootCodec: Codec<IdentityRoot> = record({
  genesis: genesisCodec,
  operation: bytes(32),
  entropy: bytes(32),
});
const furtherDeviceCodec: Codec<FurtherDevice> = record({
  device: deviceCodec,
  operation: bytes(32),
});

/** The state before the first entry. `source` answers what a store holds already. */
export function createState(constitution: Constitution, source: RecordSource): LedgerState {
  const sovereign = sovereignId(constitution);
  const state: LedgerState = {
    // Callers keep theirs; a state's does not change under it.
    constitution: copied(constitutionCodec, constitution),
    sovereign,
    currencies: createCurrencies(),
    supplyHistory: new SupplyHistory(),
    devices: new Devices(),
    identities: new Identities(),
    holds: new Holds(),
    forks: new Forks(),
    details: new ColdRecords(source, {
      collection: 'identity',
      cached: CACHED_DETAILS,
      read: (value, slot) => readTail(value, slot),
    }),
    roots: new ColdRecords(source, {
      collection: 'key',
      cached: CACHED_ROOTS,
      read: (value, key) => readAs(rootCodec, value, 'key', key),
    }),
    furtherDevices: new ColdRecords(source, {
      collection: 'key',
      cached: CACHED_ROOTS,
      read: (value, key) => readAs(furtherDeviceCodec, value, 'key', key),
    }),
    holdRecords: new ColdRecords(source, {
      collection: 'hold',
      cached: 0,
      read: (value) => value,
    }),
    keys: new TwoGenerations(CACHED_KEYS),
    contexts: {
      transition: signingContext('transition', sovereign),
      attestation: signingContext('attestation', sovereign),
    },
    handles: new ColdRecords(source, {
      collection: 'handle',
      cached: CACHED_DETAILS,
      read: (value, slot) => readAs(handleCodec, value, 'handle', slot),
    }),
    formerHandles: new Map(),
    changed: {
      devices: new Set(),
      identities: new Set(),
      currencies: new Set(),
      holds: new Map(),
      forks: new Set(),
    },
    payeesSince: SINCE_THE_BEGINNING,
    governing: constitution.governance === null ? null : new Governing(source),
    header: null,
    rooting: null,
  };
  openCurrencies(state, constitution.currencies);
  return state;
}

/** The key of an identity's root record in the collection `key`. */
export function rootKey(identity: number): number {
  return identity * 2 + 1;
}

/** The key of a further device's record in the collection `key`. */
export function deviceKey(device: number): number {
  return device * 2;
}

export function encodeRoot(root: IdentityRoot): Uint8Array {
  return slab.encode(rootCodec, root);
}

export function encodeFurtherDevice(device: FurtherDevice): Uint8Array {
  return encode(furtherDeviceCodec, device);
}

/** The same in bytes of its own. */
export function copyOfRoot(root: IdentityRoot): IdentityRoot {
  return copied(rootCodec, root);
}

/** The same in bytes of its own. */
export function copyOfFurtherDevice(device: FurtherDevice): FurtherDevice {
  return copied(furtherDeviceCodec, device);
}

/** What a handle is found by. */
export function handleKey(handle: string): Uint8Array {
  return hash('record', encode(text(32), handle)).slice(0, HANDLE_KEY_BYTES);
}

/** The slot of the identity that has, or has had, a handle; -1 when it is free. */
export function findHandle(state: LedgerState, handle: string): number {
  const key = handleKey(handle);
  const slot = state.identities.findHandle(key);
  return slot >= 0 ? slot : (state.formerHandles.get(key.toHex()) ?? -1);
}

/** What an owner is kept as: the slot of an identity, -1 - currency for a treasury's chain. */
export function findOwner(state: LedgerState, id: Hash): number | undefined {
  const identity = state.identities.find(id);
  if (identity >= 0) return identity;
  const chain = state.devices.find(id);
  const owner = chain < 0 ? 0 : state.devices.owner(chain);
  return owner < 0 ? owner : undefined;
}

/** The detail of an identity, or undefined when the packed record says everything. */
export function detailOf(state: LedgerState, identity: number): IdentityDetail | undefined {
  if (!state.identities.isDetailed(identity)) return undefined;
  const detail = state.details.get(identity);
  if (detail === undefined) throw new Error(`no stored detail of identity ${identity}`);
  return detail;
}

export function rootOf(state: LedgerState, identity: number): IdentityRoot {
  const root = state.roots.get(rootKey(identity));
  if (root === undefined) throw new Error(`no stored genesis of identity ${identity}`);
  return root;
}

/**
 * Currencies that the ledger does not have yet, each with its treasury, whose owner is -1 - currency.
 * Those of the founding have the first slots. Answers whether there were any.
 */
export function openCurrencies(state: LedgerState, declared: readonly Currency[]): boolean {
  const { currencies, sovereign } = state;
  const added = declared.slice(currencies.ids.length);
  for (const { code, treasury } of added) {
    const currency = currencyId(sovereign, code);
    const number = currencies.ids.length;
    const id = treasuryId(sovereign, currency);
    const suite = treasury.keys[0]?.suite ?? 1;
    const first = impliedFirstState(id, suite, sovereign);
    const head = stateId(encodeState(first));
    const chain = { id, head, entropy: first.entropy, suite, owner: -1 - number, ordinal: 0 };
    addCurrency(currencies, currency, state.devices.add(chain));
  }
  return added.length > 0;
}

function copied<T>(codec: Codec<T>, value: T): T {
  const decoded = decode(codec, encode(codec, value));
  if (decoded.ok) return decoded.value;
  throw new Error(`encoded and not decodable: ${decoded.reason}`);
}

function readTail(value: Uint8Array, slot: number): IdentityDetail {
  const tail = decodeTail(value.subarray(2 * RECORD_BYTES));
  if (tail === undefined) throw new Error(`the stored record of identity ${slot} is damaged`);
  return tail.detail;
}

/** A stored record that does not decode is damage: the ledger cannot go on. */
function readAs<T>(codec: Codec<T>, value: Uint8Array, what: string, key: number): T {
  // A copy: what a store answers may be a view of much more, and stays in a cache here.
  const decoded = decode(codec, value.slice());
  if (decoded.ok) return decoded.value;
  throw new Error(`the stored record ${key} of ${what} is damaged: ${decoded.reason}`);
}
