import {
  type CountryRecord,
  type Device,
  type DeviceView,
  encodeState,
  type Hash,
  type IdentityView,
  impliedFirstState,
  type Key,
  type Suite,
} from '@tallystick/protocol';
import { detailOf, deviceKey, type FurtherDevice, type LedgerState, rootOf } from './state.ts';
/**
 * What the state knows, in the words of the protocol: for the node's answers and for cold paths.
 */

/** The slots of an identity's devices by ordinal. */
export function deviceSlots(state: LedgerState, identity: number): readonly number[] {
  const first = state.identities.device(identity);
  return [first, ...(detailOf(state, identity)?.devices ?? [])];
}

/** The device of a slot that is no treasury's. */
export function deviceAt(state: LedgerState, slot: number): Device {
  const owner = state.devices.owner(slot);
  if (owner >= 0 && state.devices.ordinal(slot) === 0) return rootOf(state, owner).genesis.device;
  return furtherDevice(state, slot).device;
}

/** The key of a device, which its chain is verified with. */
export function deviceKeyAt(state: LedgerState, slot: number): Key {
  const known = state.keys.get(slot);
  if (known !== undefined) return known;
  const { suite, publicKey } = deviceAt(state, slot).key;
  // A view would keep the whole genesis.
  const key = { suite, publicKey: publicKey.slice() };
  state.keys.set(slot, key);
  return key;
}

function furtherDevice(state: LedgerState, slot: number): FurtherDevice {
  const further = state.furtherDevices.get(deviceKey(slot));
  if (further === undefined) throw new Error(`no stored device ${slot}`);
  return further;
}

/** The country record of an identity, whether it is still valid or not. */
export function countryRecord(
  state: LedgerState,
  identity: number,
  country: string,
): CountryRecord | undefined {
  const first = state.identities.country(identity);
  if (first?.country === country) return first;
  return detailOf(state, identity)?.records.find((record) => record.country === country);
}

/** All country records of an identity, valid or not. */
export function countryRecords(state: LedgerState, identity: number): readonly CountryRecord[] {
  const first = state.identities.country(identity);
  return first === undefined ? [] : [first, ...(detailOf(state, identity)?.records ?? [])];
}

/** The identity in a slot. */
export function identityAt(state: LedgerState, slot: number): IdentityView {
  const { genesis } = rootOf(state, slot);
  const detail = detailOf(state, slot);
  const id = state.identities.id(slot);
  const devices = deviceSlots(state, slot).map((device, ordinal): DeviceView => ({
    ordinal,
    chain: state.devices.id(device),
    device: deviceAt(state, device),
    status: state.devices.isActive(device) ? 'active' : 'revoked',
  }));
  return {
    id,
    genesis,
    devices,
    policy: detail?.policy ?? genesis.policy,
    records: countryRecords(state, slot),
    handle: state.identities.hasHandle(slot) ? (state.handles.get(slot) ?? null) : null,
  };
}

/** The 176 bytes of the implied S_0 of a device's or a treasury's chain. */
export function impliedState(state: LedgerState, slot: number): Uint8Array {
  const suite = state.devices.suite(slot) as Suite;
  return encodeState(impliedFirstState(state.devices.id(slot), suite, introducedBy(state, slot)));
}

/** The operation hash that an implied first state carries (protocol.md, section 4). */
function introducedBy(state: LedgerState, slot: number): Hash {
  const owner = state.devices.owner(slot);
  if (owner < 0) return state.sovereign;
  if (state.devices.ordinal(slot) === 0) return rootOf(state, owner).operation;
  return furtherDevice(state, slot).operation;
}
