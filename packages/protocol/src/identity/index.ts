export {
  MAX_COUNTRIES,
  MAX_GUARDIANS,
  MAX_HANDLE_BYTES,
  MAX_TIER,
  SALT_BYTES,
  countryCodec,
  deviceCodec,
  distinctCountries,
  endCodec,
  genesisCodec,
  handleCodec,
  isHandle,
  policyCodec,
  positiveAmount,
  recoveryCodec,
} from './codecs.ts';
export { countryEntry, deviceEntry, identityContents, identityEntries } from './contents.ts';
export { deviceId, identityId, keyId } from './ids.ts';
export {
  MAX_KEYS,
  distinctKeys,
  keyCodec,
  repeats,
  sameKey,
  signersCodec,
  suiteCodec,
  thresholdFault,
} from './key-codecs.ts';
export {
  type AttestedRecord,
  MAX_SIGNATURE_BYTES,
  STATEMENT_KINDS,
  UNREGISTERED,
  attestationCodec,
  attestationHash,
  decodeStatement,
  encodeStatement,
} from './statement.ts';
export type {
  Attestation,
  Device,
  Genesis,
  Policy,
  Recovery,
  Signers,
  Statement,
} from './types.ts';
export {
  type Applied,
  type CountryRecord,
  type DeviceView,
  type IdentityView,
  MAX_DEVICES,
  MAX_RECORDS,
  type StatementFault,
  activeDevices,
  applyStatement,
  openIdentity,
} from './view.ts';
