import { StoreError } from '../store/store.ts';
import { type Constitution, currencyId, type Hash, hash, treasuryId } from '@tallystick/protocol';
import type { Store } from '../store/index.ts';
import { addCurrency, placeTreasury, type Totals } from './currencies.ts';
import { decodeBalances, decodeTail } from './details.ts';
import type { Balance } from './devices.ts';
import { decodeHoldRecord, splitHold } from './hold-record.ts';
import { decodeMark } from './forks.ts';
import { claimsOf, marksOf } from './hold-terms.ts';
import { RECORD_BYTES } from './packed-table.ts';
import { decodeMeta, decodeSupply, FIRST_MARK_KEY, type LedgerMeta, META_KEY } from './records.ts';
import { currentConstitution } from '../governance/law.ts';
import { loadGovernance } from '../governance/load-governance.ts';
import { createState, findOwner, type LedgerState } from './state.ts';
import { FIRST_HISTORY_KEY } from './supply-history.ts';

export interface Loaded {
  readonly state: LedgerState;
  /** Null before the first batch. */
  readonly meta: LedgerMeta | null;
}

/** The slot of a treasury that has not been found yet. */
const NOWHERE = -1;

/** Where `loadState` reads. */
export type RecordReader = Pick<Store, 'record' | 'scan'>;

/**
 * Rebuilds the state that the store's records were written from. Throws when a record is damaged: a
 * ledger does not start on half of what it knew (see `audit`).
 */
export function loadState(constitution: Constitution, store: RecordReader): Loaded {
  const state = createState(constitution, store);
  const stored = store.record('meta', META_KEY);
  const meta = stored === undefined ? null : (decodeMeta(stored) ?? damaged('meta', META_KEY));
  if (state.governing !== null && meta !== null) {
    const lost = loadGovernance(state, state.governing, store, meta.header);
    if (lost !== undefined) damaged('governance', lost);
    for (const { code } of currentConstitution(state).currencies.slice(
      state.currencies.ids.length,
    )) {
      addCurrency(state.currencies, currencyId(state.sovereign, code), NOWHERE);
    }
  }
  store.scan('chain', (slot, value) => {
    const further = decodeBalances(value.subarray(RECORD_BYTES));
    restoreDevice(state, slot, value, further ?? []);
    if (value.length > RECORD_BYTES && further === undefined) damaged('chain', slot);
  });
  store.scan('identity', (slot, value) => restoreIdentity(state, slot, value));
  state.identities.indexRestored();
  const missing = state.devices.indexRestored();
  if (missing >= 0) damaged('chain', missing);
  findTreasuries(state);
  checkFirstDevices(state);
  store.scan('currency', (number, value) => restoreSupply(state, number, value.slice()));
  store.scan('hold', (number, value) => restoreHold(state, number, value));
  store.scan('meta', (key, value) => {
    if (key >= FIRST_MARK_KEY) restoreMark(state, key, value);
  });
  sumBalances(state);
  if (meta === null) return { state, meta };
  state.holds.restoreNext(meta.holds);
  state.header = meta.header;
  state.payeesSince = meta.payeesSince;
  return { state, meta };
}

/** Treasuries of later currencies have whatever slots were free. */
function findTreasuries({ currencies, devices, sovereign }: LedgerState): void {
  for (const [number, slot] of currencies.treasuries.entries()) {
    if (slot !== NOWHERE) continue;
    const id = treasuryId(sovereign, currencies.ids[number] as Hash);
    const found = devices.find(id);
    if (found < 0) damaged('currency', number);
    placeTreasury(currencies, number, found);
  }
}

function restoreSupply(state: LedgerState, key: number, value: Uint8Array): void {
  if (key >= FIRST_HISTORY_KEY) {
    if (!state.supplyHistory.restore(key, value)) damaged('currency', key);
    return;
  }
  const supply = decodeSupply(value) ?? damaged('currency', key);
  Object.assign(state.currencies.totals[key] ?? damaged('currency', key), supply);
}

function restoreIdentity(state: LedgerState, slot: number, value: Uint8Array): void {
  if (value.length < 2 * RECORD_BYTES) damaged('identity', slot);
  state.identities.restore(slot, value.subarray(0, RECORD_BYTES));
  const packed = value.subarray(RECORD_BYTES, 2 * RECORD_BYTES);
  const device = state.identities.device(slot);
  if (value.length === 2 * RECORD_BYTES) return restoreDevice(state, device, packed, []);
  const tail = decodeTail(value.subarray(2 * RECORD_BYTES)) ?? damaged('identity', slot);
  const { handles, records } = tail.detail;
  if (records.length > 0) state.governing?.furtherCountries.set(slot, records);
  for (const key of handles) state.formerHandles.set(key.toHex(), slot);
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

/** Marks are restored after the holds: one whose hold is not open has outlived it. */
function restoreMark(state: LedgerState, key: number, value: Uint8Array): void {
  const mark = decodeMark(value) ?? damaged('meta', key);
  if (state.forks.add(mark) !== key - FIRST_MARK_KEY) damaged('meta', key);
  if (state.holds.find(mark.hold) === undefined) state.forks.close(mark.hold);
}

function restoreHold(state: LedgerState, number: number, value: Uint8Array): void {
  const { id, put, record } = splitHold(value);
  const decoded = decodeHoldRecord(record);
  const { currency, cap, paid, owner, putAt, closedMs, hold } = decoded;
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
      marks: marksOf(decoded),
      value: hash('record', record),
    },
    number,
  );
  (state.currencies.totals[numberOfCurrency] as Totals).held += cap - paid;
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
