import type { Hash } from '../crypto/index.ts';
import { equalBytes } from '../encoding/index.ts';
import { deviceId, identityId } from './ids.ts';
import type { Device, Genesis, Policy, Statement } from './types.ts';

/** Devices that one identity can have in its life, revoked ones included (protocol.md, section 4). */
export const MAX_DEVICES = 256;
/** Country records of one identity (protocol.md, section 4). */
export const MAX_RECORDS = 32;

/** A device of an identity; `ordinal` counts from 0, the first device, and is never given twice. */
export interface DeviceView {
  readonly ordinal: number;
  readonly chain: Hash;
  readonly device: Device;
  readonly status: 'active' | 'revoked';
}

/** A country record; `validUntil` in ms since 1970, null without end. */
export interface CountryRecord {
  readonly country: string;
  readonly tier: number;
  readonly validUntil: number | null;
}

/** What an identity's chain has established so far. */
export interface IdentityView {
  readonly id: Hash;
  readonly genesis: Genesis;
  readonly devices: readonly DeviceView[];
  readonly policy: Policy;
  readonly records: readonly CountryRecord[];
  readonly handle: string | null;
}

/** Why a statement does not fit an identity. */
export type StatementFault =
  | 'device-known'
  | 'too-many-devices'
  | 'device-unknown'
  | 'device-revoked'
  | 'too-many-records'
  | 'recovery-not-available';

export type Applied = { ok: true; view: IdentityView } | { ok: false; fault: StatementFault };

/** The identity that `open` founds: its first device, and records of tier 0 for the countries it names. */
export function openIdentity(
  genesis: Genesis,
  countries: readonly string[],
  handle: string | null,
): Applied {
  if (genesis.policy.recovery !== null) return { ok: false, fault: 'recovery-not-available' };
  const id = identityId(genesis);
  const first = deviceView(id, genesis.device, 0);
  const records = countries.map((country) => ({ country, tier: 0, validUntil: null }));
  const view = { id, genesis, devices: [first], policy: genesis.policy, records, handle };
  return { ok: true, view };
}

/** The identity after `statement`; the view given is left as it is. An attestation is not verified here. */
export function applyStatement(view: IdentityView, statement: Statement): Applied {
  switch (statement.kind) {
    case 'handle':
      return { ok: true, view: { ...view, handle: statement.handle } };
    case 'country':
      return setRecord(view, statement);
    case 'add-device':
      return addDevice(view, statement.device);
    case 'revoke-device':
      return revokeDevice(view, statement.ordinal);
    case 'policy':
      if (statement.policy.recovery !== null) return { ok: false, fault: 'recovery-not-available' };
      return { ok: true, view: { ...view, policy: statement.policy } };
    case 'fork-proof':
    case 'intent':
      return { ok: true, view };
  }
}

/** The number of devices that may sign. */
export function activeDevices(view: IdentityView): number {
  return view.devices.filter((device) => device.status === 'active').length;
}

function setRecord(view: IdentityView, record: CountryRecord): Applied {
  const { country, tier, validUntil } = record;
  const others = view.records.filter((other) => other.country !== country);
  if (others.length >= MAX_RECORDS) return { ok: false, fault: 'too-many-records' };
  return { ok: true, view: { ...view, records: [...others, { country, tier, validUntil }] } };
}

function addDevice(view: IdentityView, device: Device): Applied {
  const ordinal = view.devices.length;
  const added = deviceView(view.id, device, ordinal);
  if (view.devices.some((known) => equalBytes(known.chain, added.chain))) {
    return { ok: false, fault: 'device-known' };
  }
  if (ordinal >= MAX_DEVICES) return { ok: false, fault: 'too-many-devices' };
  return { ok: true, view: { ...view, devices: [...view.devices, added] } };
}

function revokeDevice(view: IdentityView, ordinal: number): Applied {
  const device = view.devices[ordinal];
  if (device === undefined) return { ok: false, fault: 'device-unknown' };
  if (device.status === 'revoked') return { ok: false, fault: 'device-revoked' };
  const devices = view.devices.with(ordinal, { ...device, status: 'revoked' });
  return { ok: true, view: { ...view, devices } };
}

function deviceView(identity: Hash, device: Device, ordinal: number): DeviceView {
  return { ordinal, chain: deviceId(identity, device), device, status: 'active' };
}
