import { type ContentsEntry, ZERO_HASH, contentsRoot } from '../chain/index.ts';
import { type Hash, hash } from '../crypto/index.ts';
import { type Codec, bytes, encode, record, uint } from '../encoding/index.ts';
import { MAX_TIER, endCodec, policyCodec } from './codecs.ts';
import { keyId } from './ids.ts';
import { MAX_DEVICES, type CountryRecord, type DeviceView, type IdentityView } from './view.ts';

const DEVICE_STATUS = { active: 1, revoked: 2 } as const;

const deviceRecordCodec: Codec<{ ordinal: number; status: number; key: Hash }> = record({
  ordinal: uint(MAX_DEVICES - 1),
  status: uint(DEVICE_STATUS.revoked),
  key: bytes(32),
});

const countryRecordCodec: Codec<Omit<CountryRecord, 'country'>> = record({
  tier: uint(MAX_TIER),
  validUntil: endCodec,
});

/** The contents of an identity's chain (protocol.md, section 3): its devices, its policy, its country records. */
export function identityEntries(view: IdentityView): ContentsEntry[] {
  const policy = hash('record', encode(policyCodec, view.policy));
  return [...view.devices.map(deviceEntry), [ZERO_HASH, policy], ...view.records.map(countryEntry)];
}

/** The contents root of an identity's chain. */
export function identityContents(view: IdentityView): Hash {
  return contentsRoot(identityEntries(view));
}

/** The entry that shows a device, its ordinal, its status and its key. */
export function deviceEntry(view: DeviceView): ContentsEntry {
  const { ordinal, status, device, chain } = view;
  const value = { ordinal, status: DEVICE_STATUS[status], key: keyId(device.key) };
  return [chain, hash('record', encode(deviceRecordCodec, value))];
}

/** The entry that shows a country record: its key is the country's two letters, right-aligned. */
export function countryEntry(record: CountryRecord): ContentsEntry {
  const key = new Uint8Array(32);
  key.set(new TextEncoder().encode(record.country), 30);
  return [key, hash('record', encode(countryRecordCodec, record))];
}
