import { StoreError } from '../store/store.ts';
import { type Constitution, hash, type Hold } from '@tallystick/protocol';
import type { Store } from '../store/index.ts';
import type { Totals } from './currencies.ts';
import { decodeBalances, decodeTail } from './details.ts';
import type { Balance } from './devices.ts';
import { decodeHoldRecord, splitHold } from './hold-record.ts';
import type { NewHold } from './holds.ts';
import { RECORD_BYTES } from './packed-table.ts';
import { decodeMeta, decodeSupply, type LedgerMeta, META_KEY } from './records.ts';
import { createState, findOwner, type LedgerState } from './state.ts';

export interface Loaded {
  readonly state: LedgerState;
  /** Null before the first batch. */
  readonly meta: LedgerMeta | null;
}

/** Where `loadState` reads. */
export type RecordReader = Pick<Store, 'record' | 'scan'>;

/**
 * Rebuilds the state that the store's records were written from. Throws when a record is damaged: a
 * ledger does not start on half of what it knew (see `audit`).
 */
export function loadState(constitution: Constitution, store: RecordReader): Loaded {
  const state = createState(constitution, store);
  store.scan('chain', (slot, value) => {
    const further = decodeBalances(value.subarray(RECORD_BYTES));
    restoreDevice(state, slot, value, further ?? []);
    if (value.length > RECORD_BYTES && further === undefined) damaged('chain', slot);
  });
  store.scan('identity', (slot, value) => restoreIdentity(state, slot, value));
  state.identities.indexRestored();
  const missing = state.devices.indexRestored();
  if (missing >= 0) damaged('chain', missing);
  checkFirstDevices(state);
  store.scan('currency', (number, value) => {
    const supply = decodeSupply(value.slice()) ?? damaged('currency', number);
    Object.assign(state.currencies.totals[number] ?? damaged('currency', number), supply);
  });
  store.scan('hold', (number, value) => restoreHold(state, number, value));
  sumBalances(state);
  const stored = store.record('meta', META_KEY);
  if (stored === undefined) return { state, meta: null };
  const meta = decodeMeta(stored) ?? damaged('meta', META_KEY);
  state.holds.restoreNext(meta.holds);
  state.header = meta.header;
  return { state, meta };
}

function restoreIdentity(state: LedgerState, slot: number, value: Uint8Array): void {
  if (value.length < 2 * RECORD_BYTES) damaged('identity', slot);
  state.identities.restore(slot, value.subarray(0, RECORD_BYTES));
  const packed = value.subarray(RECORD_BYTES, 2 * RECORD_BYTES);
  const device = state.identities.device(slot);
  if (value.length === 2 * RECORD_BYTES) return restoreDevice(state, device, packed, []);
  const tail = decodeTail(value.subarray(2 * RECORD_BYTES)) ?? damaged('identity', slot);
  for (const key of tail.detail.handles) state.formerHandles.set(key.toHex(), slot);
  return restoreDevice(state, device, packed, tail.balances);
}

function restoreDevice(
  state: LedgerState,
  slot: number,
  value: Uint8Array,
  further: readonly Balance[],
): void {
  if (value.length < RECORD_BYTES) damaged('chain', slot);
  state.devices.restore(slot, value.subarray(0, RECORD_BYTES), further);
}

function restoreHold(state: LedgerState, number: number, value: Uint8Array): void {
  const { id, put, record } = splitHold(value);
  const { currency, cap, paid, owner, putAt, closedMs, hold } = decodeHoldRecord(record);
  const ownerSlot = findOwner(state, owner);
  const numberOfCurrency = state.currencies.numbers.get(currency.toHex());
  if (ownerSlot === undefined || numberOfCurrency === undefined) damaged('hold', number);
  state.holds.add(
    {
      id,
      put,
      currency: numberOfCurrency,
      cap,
      paid,
      owner: ownerSlot,
      putAt,
      closedMs,
      claims: claimsOf(state, hold) ?? damaged('hold', number),
      value: hash('record', record),
    },
    number,
  );
  (state.currencies.totals[numberOfCurrency] as Totals).held += cap - paid;
}

function claimsOf(state: LedgerState, hold: Hold): NewHold['claims'] | undefined {
  const claims = hold.claims.map(({ payee, until }) => {
    if (payee.kind !== 'identity') return undefined;
    const slot = state.identities.find(payee.identity);
    return slot < 0 ? undefined : { payee: slot, country: payee.country, until };
  });
  return claims.every((claim) => claim !== undefined) ? claims : undefined;
}

/** Identities and their first devices name each other: none is missing, and none is another's. */
function checkFirstDevices({ identities, devices }: LedgerState): void {
  for (let slot = 0; slot < identities.count; slot += 1) {
    if (devices.owner(identities.device(slot)) !== slot) damaged('identity', slot);
  }
}

/** Balances are summed afresh; conservation is asserted on what was really loaded. */
function sumBalances(state: LedgerState): void {
  for (let slot = 0; slot < state.devices.count; slot += 1) {
    for (const { currency, amount } of state.devices.balances(slot)) {
      const totals = state.currencies.totals[currency] ?? damaged('chain', slot);
      totals.balances += amount;
    }
  }
}

function damaged(collection: string, key: number): never {
  throw new StoreError(
    'damaged',
    `the stored record ${key} of ${collection} is damaged: run an audit`,
  );
}
