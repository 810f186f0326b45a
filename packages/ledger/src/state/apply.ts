import { applyGovernance } from '../governance/apply-governance.ts';
import type { Totals } from './currencies.ts';
import type { Change } from './change.ts';
import { NO_DETAIL } from './details.ts';
import type { LastSent } from './identities.ts';
import { encodeHold } from './hold-record.ts';
import { addIntent, useIntents } from './intents.ts';
import { addPayees } from './payees.ts';
import { addSent, setDetail } from './sent.ts';
import {
  copyOfFurtherDevice,
  copyOfRoot,
  detailOf,
  deviceKey,
  handleKey,
  type LedgerState,
  rootKey,
  rootOf,
} from './state.ts';

/**
 * Changes the state: the only place that does. What changed is noted for the batch's records. A
 * change's bytes may be views of a request, which is reused or dropped: what is kept is copied.
 */
export function applyChange(state: LedgerState, change: Change): void {
  switch (change.kind) {
    case 'device-head':
      state.rooting?.keepDevice(change.slot);
      state.devices.setHead(change.slot, change.id, change.entropy, change.sequence);
      return noteDevice(state, change.slot);
    case 'balance':
      return setBalance(state, change);
    case 'hold-opened':
      return openHold(state, change);
    case 'hold-closed':
      return closeHold(state, change);
    case 'hold-changed':
      return changeHold(state, change);
    case 'fork-marked':
      state.changed.forks.add(state.forks.add(change.mark));
      return undefined;
    case 'fork-proven':
      state.changed.forks.add(state.forks.prove(change.hold, change.proof));
      return undefined;
    case 'sent':
      addSent(state, change.identity, sentOf(change));
      return noteIdentity(state, change.identity);
    case 'payees':
      addPayees(state, change);
      return noteIdentity(state, change.identity);
    case 'intent':
      addIntent(state, change.identity, change.intent);
      return noteIdentity(state, change.identity);
    case 'intents-used':
      useIntents(state, change.identity, change);
      return noteIdentity(state, change.identity);
    case 'payees-since':
      state.payeesSince = change.since;
      return undefined;
    case 'supply':
      return setSupply(state, change);
    case 'governance':
      if (state.governing === null) throw new Error('a ledger without governance');
      return applyGovernance(state.governing, change.change);
    case 'identity-head':
    case 'identity-opened':
    case 'device-added':
    case 'device-revoked':
    case 'country':
    case 'policy':
    case 'handle':
      return applyToIdentity(state, change);
  }
}

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>;
type IdentityChange = Of<
  | 'identity-head'
  | 'identity-opened'
  | 'device-added'
  | 'device-revoked'
  | 'country'
  | 'policy'
  | 'handle'
>;

function applyToIdentity(state: LedgerState, change: IdentityChange): void {
  switch (change.kind) {
    case 'identity-head':
      return moveIdentity(state, change);
    case 'identity-opened':
      return openIdentity(state, change);
    case 'device-added':
      return addDevice(state, change);
    case 'device-revoked':
      state.devices.revoke(change.slot);
      return noteDevice(state, change.slot);
    case 'country':
      setCountry(state, change);
      return noteIdentity(state, change.identity);
    case 'policy': {
      const detail = detailOf(state, change.identity) ?? NO_DETAIL;
      setDetail(state, change.identity, { ...detail, policy: change.policy });
      return noteIdentity(state, change.identity);
    }
    case 'handle':
      setHandle(state, change);
      return noteIdentity(state, change.identity);
  }
}

/** Without what a change says besides. */
function sentOf({ currency, hour, amount, payments }: Of<'sent'>): LastSent {
  return { currency, hour, amount, payments };
}

function setBalance(state: LedgerState, change: Of<'balance'>): void {
  const { slot, currency, amount } = change;
  const totals = state.currencies.totals[currency] as Totals;
  totals.balances += amount - state.devices.balance(slot, currency);
  state.devices.setBalance(slot, currency, amount);
  noteDevice(state, slot);
}

function openHold(state: LedgerState, { hold, stored }: Of<'hold-opened'>): void {
  const number = state.holds.add(hold);
  const totals = state.currencies.totals[hold.currency] as Totals;
  totals.held += hold.cap - hold.paid;
  storeHold(state, hold, number, stored);
}

function changeHold(state: LedgerState, { hold, to, stored }: Of<'hold-changed'>): void {
  if (to.paid < hold.paid || to.paid > to.cap || to.cap < hold.cap) {
    throw new Error(`hold ${hold.number}: ${to.paid} paid of ${to.cap}`);
  }
  state.rooting?.keepHold(hold.place);
  state.holds.change(hold, to);
  const totals = state.currencies.totals[hold.currency] as Totals;
  totals.held += to.cap - to.paid - (hold.cap - hold.paid);
  storeHold(state, hold, hold.number, stored);
}

function storeHold(
  state: LedgerState,
  { id, put }: { readonly id: Uint8Array; readonly put: Uint8Array },
  number: number,
  rest: Uint8Array,
): void {
  const stored = encodeHold(id, put, rest);
  state.holdRecords.set(number, stored);
  state.changed.holds.set(number, stored);
}

function closeHold(state: LedgerState, { hold }: Of<'hold-closed'>): void {
  state.rooting?.keepHold(hold.place);
  state.holds.remove(hold);
  const totals = state.currencies.totals[hold.currency] as Totals;
  totals.held -= hold.cap - hold.paid;
  if (state.forks.has(hold.id)) state.forks.close(hold.id);
  state.changed.holds.set(hold.number, null);
}

function setSupply(state: LedgerState, change: Of<'supply'>): void {
  const totals = state.currencies.totals[change.currency] as Totals;
  totals.minted = change.minted;
  totals.burned = change.burned;
  const { time, minted, burned } = change;
  state.supplyHistory.note(change.currency, { time, minted, burned });
  state.changed.currencies.add(change.currency);
}

function moveIdentity(state: LedgerState, change: Of<'identity-head'>): void {
  const root = rootOf(state, change.slot);
  state.rooting?.keepIdentity(change.slot);
  state.identities.setHead(change.slot, change.id, change.sequence);
  state.roots.set(rootKey(change.slot), { ...root, entropy: change.entropy.slice() });
  noteIdentity(state, change.slot);
}

function openIdentity(state: LedgerState, change: Of<'identity-opened'>): void {
  const { id, head, entropy, operation, genesis, device } = change;
  const slot = state.identities.count;
  const first = state.devices.add({
    id: device.chain,
    head: device.id,
    entropy: device.entropy,
    suite: genesis.device.key.suite,
    owner: slot,
    ordinal: 0,
  });
  state.identities.add({ id, head, suite: genesis.root.suite, device: first });
  state.roots.set(rootKey(slot), copyOfRoot({ genesis, operation, entropy }));
  noteIdentity(state, slot);
}

function addDevice(state: LedgerState, change: Of<'device-added'>): void {
  const { identity, ordinal, operation, device, first } = change;
  const { chain: id, id: head, entropy } = first;
  const { suite } = device.key;
  const slot = state.devices.add({ id, head, entropy, suite, owner: identity, ordinal });
  state.furtherDevices.set(deviceKey(slot), copyOfFurtherDevice({ device, operation }));
  const detail = detailOf(state, identity) ?? NO_DETAIL;
  setDetail(state, identity, { ...detail, devices: [...detail.devices, slot] });
  noteDevice(state, slot);
  noteIdentity(state, identity);
}

function setCountry(state: LedgerState, { identity, record }: Of<'country'>): void {
  const { country, tier, validUntil } = record;
  const first = state.identities.country(identity);
  if (first === undefined || first.country === country) {
    return state.identities.setCountry(identity, record);
  }
  const detail = detailOf(state, identity) ?? NO_DETAIL;
  const others = detail.records.filter((other) => other.country !== country);
  const records = [...others, { country, tier, validUntil }];
  state.governing?.furtherCountries.set(identity, records);
  return setDetail(state, identity, { ...detail, records });
}

function setHandle(state: LedgerState, { identity, handle }: Of<'handle'>): void {
  const key = handleKey(handle);
  const before = state.identities.handleKey(identity);
  if (before.toHex() === key.toHex()) return;
  if (state.identities.hasHandle(identity)) {
    const detail = detailOf(state, identity) ?? NO_DETAIL;
    const others = detail.handles.filter((former) => former.toHex() !== key.toHex());
    setDetail(state, identity, { ...detail, handles: [...others, before] });
    state.formerHandles.set(before.toHex(), identity);
  }
  state.formerHandles.delete(key.toHex());
  state.identities.setHandle(identity, key);
  state.handles.set(identity, handle);
}

/** A first device is stored in its identity's record. */
function noteDevice(state: LedgerState, slot: number): void {
  const owner = state.devices.owner(slot);
  if (owner >= 0 && state.devices.ordinal(slot) === 0) state.changed.identities.add(owner);
  else state.changed.devices.add(slot);
}

function noteIdentity(state: LedgerState, slot: number): void {
  state.changed.identities.add(slot);
}
