import {
  AEAD_KEY_LENGTH,
  AEAD_NONCE_LENGTH,
  AEAD_TAG_LENGTH,
  type Codec,
  bytes,
  bytesUpTo,
  constant,
  decode,
  encode,
  equalBytes,
  hash,
  list,
  nullable,
  record,
  text,
  time,
  uint,
} from '@tallystick/protocol';

/** Beyond these a stored header is damage, not a choice: nothing is computed with it. */
const MAX_MEMORY_KIB = 1_048_576;
const MAX_PASSES = 64;
const MAX_LANES = 16;
const SALT_BYTES = 16;
const CHECK_BYTES = 8;
export const MOST_WAYS = 8;

/** How a way's key is come by; authenticated with what it seals. */
export interface Lock {
  readonly version: 1;
  /** Null where the unlock is a key. */
  readonly argon2: { salt: Uint8Array; memoryKib: number; passes: number; lanes: number } | null;
  readonly nonce: Uint8Array;
}

export const lockCodec: Codec<Lock> = record({
  version: constant(1),
  argon2: nullable(
    record({
      salt: bytes(SALT_BYTES),
      memoryKib: uint(MAX_MEMORY_KIB),
      passes: uint(MAX_PASSES),
      lanes: uint(MAX_LANES),
    }),
  ),
  nonce: bytes(AEAD_NONCE_LENGTH),
});

/** One way to the data key, and what is asked for it; nothing of this is secret. */
export interface Way {
  readonly lock: Lock;
  readonly sealedKey: Uint8Array;
  readonly label: string;
  readonly credential: Uint8Array;
  readonly since: number;
}

const sealedKey: Codec<Uint8Array> = bytes(AEAD_KEY_LENGTH + AEAD_TAG_LENGTH);
const wayCodec: Codec<Way> = record({
  lock: lockCodec,
  sealedKey,
  label: text(256),
  credential: bytesUpTo(1023),
  since: time,
});

interface Header {
  readonly version: 2;
  readonly ways: readonly Way[];
  /** The first bytes of a hash of the rest, to tell a damaged header from a wrong passphrase. */
  readonly check: Uint8Array;
}

const headerCodec: Codec<Header> = record({
  version: constant(2),
  ways: list(wayCodec, MOST_WAYS, 1),
  check: bytes(CHECK_BYTES),
});

/** As wallets wrote it that had one way and no name for it. */
interface OldHeader {
  readonly lock: Lock;
  readonly sealedKey: Uint8Array;
  readonly check: Uint8Array;
}

const oldHeaderCodec: Codec<OldHeader> = record({
  lock: lockCodec,
  sealedKey,
  check: bytes(CHECK_BYTES),
});

const NO_CHECK = new Uint8Array(CHECK_BYTES);

export function writeHeader(ways: readonly Way[]): Uint8Array {
  const check = checkOf(encode(headerCodec, { version: 2, ways, check: NO_CHECK }));
  return encode(headerCodec, { version: 2, ways, check });
}

/** The ways of a stored header; undefined where it is not what was written. */
export function readHeader(stored: Uint8Array): readonly Way[] | undefined {
  const header = decode(headerCodec, stored);
  if (!header.ok) return readOldHeader(stored);
  const { ways, check } = header.value;
  const expected = checkOf(encode(headerCodec, { version: 2, ways, check: NO_CHECK }));
  return equalBytes(check, expected) ? ways : undefined;
}

function readOldHeader(stored: Uint8Array): readonly Way[] | undefined {
  const header = decode(oldHeaderCodec, stored);
  if (!header.ok) return undefined;
  const { check, ...way } = header.value;
  if (!equalBytes(check, checkOf(encode(oldHeaderCodec, { ...way, check: NO_CHECK })))) {
    return undefined;
  }
  return [{ ...way, label: '', credential: new Uint8Array(0), since: 0 }];
}

function checkOf(unchecked: Uint8Array): Uint8Array {
  return hash('record', unchecked).subarray(0, CHECK_BYTES);
}
