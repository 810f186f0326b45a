import {
  type Codec,
  type Device,
  ENCRYPTION_SEED_LENGTH,
  type Genesis,
  type Hash,
  type KeyPair,
  MAX_COUNTRIES,
  MAX_DEVICES,
  SUITES,
  bytes,
  bytesUpTo,
  constant,
  deviceCodec,
  distinctCountries,
  genesisCodec,
  handleCodec,
  list,
  nullable,
  record,
  suiteCodec,
  text,
  time,
  uint,
} from '@tallystick/protocol';

/** Who a wallet is, and its secrets. */
export interface Profile {
  readonly version: 1;
  readonly url: string;
  /** The pinned `signedConstitution`, canonical. */
  readonly constitution: Uint8Array;
  readonly validityMs: number;
  readonly claimWindowMs: number;
  readonly deviceSeed: Uint8Array;
  readonly encryptionSeed: Uint8Array;
  readonly device: Device;
  /** The identity's root, where this wallet holds it. */
  readonly root: KeyPair | null;
  /** Null while a prepared device waits to be enrolled. */
  readonly enrolment: Enrolment | null;
  /** What this wallet opens its identity with; null where another device opened it. */
  readonly opening: Opening | null;
}

/** How this wallet's device came into its identity. */
export interface Enrolment {
  readonly identity: Hash;
  readonly ordinal: number;
}

/** The content of an identity's opening. */
export interface Opening {
  readonly genesis: Genesis;
  readonly countries: readonly string[];
  readonly handle: string | null;
}

/** What a wallet has seen of its sovereign's log. */
export interface Seen {
  /** The highest signed time, in ms since 1970; 0 before any. */
  readonly signedTime: number;
  /** What the wallet's own clock said then. */
  readonly seenAt: number;
  /** The epoch and size up to which all checkpoints seen were found consistent. */
  readonly epoch: number;
  readonly consistentSize: number;
  readonly epochs: readonly Uint8Array[];
}

const MAX_URL = 2048;
const MAX_CONSTITUTION_BYTES = 1_048_576;
const MAX_EPOCHS = 4096;
/** An epoch with a key of 1,952 bytes, and the longest signature of a root, 17,088. */
const MAX_SIGNED_EPOCH_BYTES = 32_768;

const keyPairCodec: Codec<KeyPair> = record({
  suite: suiteCodec,
  publicKey: bytesUpTo(2048),
  secretKey: bytesUpTo(8192),
});

export const profileCodec: Codec<Profile> = record({
  version: constant(1),
  url: text(MAX_URL, 1),
  constitution: bytesUpTo(MAX_CONSTITUTION_BYTES),
  validityMs: time,
  claimWindowMs: time,
  deviceSeed: bytes(SUITES[1].seed),
  encryptionSeed: bytes(ENCRYPTION_SEED_LENGTH),
  device: deviceCodec,
  root: nullable(keyPairCodec),
  enrolment: nullable(record({ identity: bytes(32), ordinal: uint(MAX_DEVICES - 1) })),
  opening: nullable(
    record({
      genesis: genesisCodec,
      countries: distinctCountries(MAX_COUNTRIES.open),
      handle: nullable(handleCodec),
    }),
  ),
});

export const seenCodec: Codec<Seen> = record({
  signedTime: time,
  seenAt: time,
  epoch: uint(),
  consistentSize: uint(),
  epochs: list(bytesUpTo(MAX_SIGNED_EPOCH_BYTES), MAX_EPOCHS),
});
