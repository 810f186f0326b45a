import {
  amount,
  type Amount,
  bytes,
  type Codec,
  decode,
  encode,
  handleCodec,
  type Hash,
  type Header,
  headerCodec,
  nullable,
  record,
  uint,
} from '@tallystick/protocol';
import { handover, type Slab, slab } from '../effects/slab.ts';
import type { Batch } from '../store/index.ts';
import type { Totals } from './currencies.ts';
import { encodeMark, type ForkMark } from './forks.ts';
import { encodeBalances, encodeTail, NO_DETAIL } from './details.ts';
import type { PayeesSince } from './payees-since.ts';
import { RECORD_BYTES } from './packed-table.ts';
import { detailOf, encodeFurtherDevice, encodeRoot, type LedgerState } from './state.ts';

type StoredRecord = Batch['records'][number];

/** The record of the collection `meta` that the ledger writes with every batch. */
export interface LedgerMeta {
  readonly sovereign: Hash;
  readonly header: Header;
  /** Holds that there have been. */
  readonly holds: number;
  /** See `LedgerState`. */
  readonly payeesSince: PayeesSince | null;
}

export const META_KEY = 0;
/** The mark of fork 0; see `Forks`. Those after it follow. */
export const FIRST_MARK_KEY = 1;

const metaCodec: Codec<LedgerMeta> = record({
  sovereign: bytes(32),
  header: headerCodec,
  holds: uint(),
  payeesSince: nullable(record({ hour: uint(), identities: uint() })),
});

const supplyCodec: Codec<{ minted: Amount; burned: Amount }> = record({
  minted: amount,
  burned: amount,
});

/**
 * The records of everything that has changed since the last call, which seals the batch. They last
 * until the next one begins (see `HandoverSlab`).
 */
export function takeRecords(state: LedgerState): StoredRecord[] {
  const { changed } = state;
  const records: StoredRecord[] = [];
  for (const slot of changed.identities) {
    records.push({
      collection: 'identity',
      key: slot,
      value: identityRecord(state, slot, handover),
    });
  }
  for (const slot of changed.devices) {
    records.push({ collection: 'chain', key: slot, value: deviceRecord(state, slot, handover) });
  }
  changed.holds.forEach((value, key) => records.push({ collection: 'hold', key, value }));
  for (const number of changed.forks) {
    const value = encodeMark(state.forks.marks[number] as ForkMark);
    records.push({ collection: 'meta', key: FIRST_MARK_KEY + number, value });
  }
  for (const number of changed.currencies) {
    records.push({ collection: 'currency', key: number, value: supplyRecord(state, number) });
  }
  for (const key of state.supplyHistory.changed) {
    records.push({ collection: 'currency', key, value: state.supplyHistory.record(key) });
  }
  for (const [key, root] of state.roots.changed) {
    records.push({ collection: 'key', key, value: encodeRoot(root) });
  }
  for (const [key, device] of state.furtherDevices.changed) {
    records.push({ collection: 'key', key, value: encodeFurtherDevice(device) });
  }
  for (const [slot, handle] of state.handles.changed) {
    records.push({ collection: 'handle', key: slot, value: encode(handleCodec, handle) });
  }
  for (const { key, value } of state.governing?.records.changes() ?? []) {
    records.push({ collection: 'governance', key, value });
  }
  for (const cold of coldRecords(state)) cold.seal();
  state.supplyHistory.changed.clear();
  for (const set of Object.values(changed) as { clear(): void }[]) set.clear();
  return records;
}

/** The oldest batch whose records were taken is durable. */
export function settleRecords(state: LedgerState): void {
  for (const cold of coldRecords(state)) cold.settle();
}

/** The record that goes with every batch, under its header. */
export function metaRecord(state: LedgerState, header: Header): StoredRecord {
  const { sovereign, holds, payeesSince } = state;
  const value = encode(metaCodec, { sovereign, header, holds: holds.next, payeesSince });
  return { collection: 'meta', key: META_KEY, value };
}

/** Undefined when the bytes are no such record. */
export function decodeMeta(encoded: Uint8Array): LedgerMeta | undefined {
  const decoded = decode(metaCodec, encoded.slice());
  return decoded.ok ? decoded.value : undefined;
}

/** Undefined when the bytes are no such record. */
export function decodeSupply(encoded: Uint8Array): { minted: Amount; burned: Amount } | undefined {
  const decoded = decode(supplyCodec, encoded);
  return decoded.ok ? decoded.value : undefined;
}

/** The packed identity, its first device, and where there is more to say, the tail. */
export function identityRecord(state: LedgerState, slot: number, into: Slab = slab): Uint8Array {
  const device = state.identities.device(slot);
  const packed = into.take(2 * RECORD_BYTES);
  state.identities.writeRecord(slot, packed, 0);
  state.devices.writeRecord(device, packed, RECORD_BYTES);
  const balances = state.devices.further(device);
  const detail = detailOf(state, slot);
  if (balances.length === 0 && detail === undefined) return packed;
  return into.concat(packed, encodeTail({ balances, detail: detail ?? NO_DETAIL }));
}

/** A packed device or treasury, and its further balances where there are some. */
export function deviceRecord(state: LedgerState, slot: number, into: Slab = slab): Uint8Array {
  const further = state.devices.further(slot);
  const packed = into.take(RECORD_BYTES);
  state.devices.writeRecord(slot, packed, 0);
  return further.length > 0 ? into.concat(packed, encodeBalances(further)) : packed;
}

export function supplyRecord(state: LedgerState, number: number): Uint8Array {
  const { minted, burned } = state.currencies.totals[number] as Totals;
  return slab.encode(supplyCodec, { minted, burned });
}

function coldRecords(state: LedgerState): { seal(): void; settle(): void }[] {
  const { details, roots, furtherDevices, handles, holdRecords, governing } = state;
  const all = [details, roots, furtherDevices, handles, holdRecords];
  return governing === null ? all : [...all, governing.records];
}
