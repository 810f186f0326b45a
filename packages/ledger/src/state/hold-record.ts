import { StoreError } from '../store/store.ts';
import {
  amount,
  type Amount,
  bytes,
  bytesUpTo,
  type Codec,
  countryCodec,
  decode,
  type Hash,
  type Hold,
  holdCodec,
  mapped,
  nullable,
  record,
  refine,
  time,
  uint,
} from '@tallystick/protocol';
import { slab } from '../effects/slab.ts';
import { CHEQUE_BYTES, MAX_REGISTERED, PRESENTED_BYTES } from './cheques.ts';

/** What has happened to a hold besides payment, as far as the state root says it. */
export interface HoldProgress {
  /** Bit i: claim i was released. */
  readonly ended: number;
  /** Its writer has signed a fork on it. */
  readonly forked: boolean;
  /** What registered cheques are short of; 2^63 − 1 stands for that and more. */
  readonly unpaid: Amount;
  /** `H_record` of the registered cheques; see `chequesHash`. */
  readonly cheques: Hash;
}

/** What the state root says of an open hold: `H_record` of it (protocol.md, section 6). */
export interface HoldRecord {
  readonly currency: Hash;
  readonly cap: Amount;
  readonly paid: Amount;
  /** The identity, or the treasury's chain. */
  readonly owner: Hash;
  readonly putAt: number;
  readonly closedMs: number;
  readonly hold: Hold;
  /** The sender's country record that it was decided under. */
  readonly country: string;
  /** Absent as long as nothing but payment has happened. */
  readonly progress?: HoldProgress;
}

const flag: Codec<boolean> = mapped(uint(1), (value) => value === 1, Number);
const ENDED_BITS = 0xffff;

const FIELDS = {
  currency: bytes(32),
  cap: amount,
  paid: amount,
  owner: bytes(32),
  putAt: time,
  closedMs: uint(),
  hold: holdCodec,
  country: countryCodec,
} as const;
const PLAIN_ITEMS = 8;

const progressCodec: Codec<HoldProgress> = record({
  ended: uint(ENDED_BITS),
  forked: flag,
  unpaid: amount,
  cheques: bytes(32),
});

const plainCodec: Codec<HoldRecord> = record(FIELDS);
const progressedCodec: Codec<HoldRecord> = record({ ...FIELDS, progress: progressCodec });

/** Eight items, or nine. */
const holdRecordCodec: Codec<HoldRecord> = {
  write(out, value) {
    if (value.progress === undefined) plainCodec.write(out, value);
    else progressedCodec.write(out, value);
  },
  read: (input) =>
    input.peek() === ARRAY + PLAIN_ITEMS ? plainCodec.read(input) : progressedCodec.read(input),
};

/** The head of a CBOR array of fewer than 24 items, before their number is added. */
const ARRAY = 0x80;
const HASH_BYTES = 32;

/** For the batch's lifetime (see `Slab`). */
export function encodeHoldRecord(hold: HoldRecord): Uint8Array {
  return slab.encode(holdRecordCodec, hold);
}

/** Reads a record that `encodeHoldRecord` wrote; throws on anything else, which is damage. */
export function decodeHoldRecord(encoded: Uint8Array): HoldRecord {
  return decoded(holdRecordCodec, encoded);
}

/** What is kept of a hold that is not plain, besides its record. */
export interface FurtherHold {
  readonly record: Uint8Array;
  /** The device whose key writes on it; null when the terms name the key, or nobody writes. */
  readonly device: number | null;
  /** Registered cheques; see `cheques.ts`. */
  readonly cheques: Uint8Array;
  /** Of each of them, the transition that presented it. */
  readonly presented: Uint8Array;
}

const MAX_RECORD_BYTES = 131_072;
const furtherCodec: Codec<FurtherHold> = refine(
  record({
    record: bytesUpTo(MAX_RECORD_BYTES),
    device: nullable(uint()),
    cheques: bytesUpTo(MAX_REGISTERED * CHEQUE_BYTES),
    presented: bytesUpTo(MAX_REGISTERED * PRESENTED_BYTES),
  }),
  ({ cheques, presented }) =>
    cheques.length * PRESENTED_BYTES === presented.length * CHEQUE_BYTES
      ? undefined
      : 'a register of cheques of another layout',
);

/** For the batch's lifetime (see `Slab`). */
export function encodeFurther(hold: FurtherHold): Uint8Array {
  return slab.encode(furtherCodec, hold);
}

/**
 * The stored form, for the batch's lifetime: hold id, id of the transition that put it, then the
 * record of a plain hold or a `FurtherHold`.
 */
export function encodeHold(id: Hash, put: Hash, encoded: Uint8Array): Uint8Array {
  const stored = slab.take(2 * HASH_BYTES + encoded.length);
  stored.set(id);
  stored.set(put, HASH_BYTES);
  stored.set(encoded, 2 * HASH_BYTES);
  return stored;
}

export interface StoredHold {
  readonly id: Hash;
  readonly put: Hash;
  readonly record: Uint8Array;
  /** Undefined of a plain hold. */
  readonly further?: FurtherHold;
}

/** Splits the stored form into copies. */
export function splitHold(stored: Uint8Array): StoredHold {
  const id = stored.slice(0, HASH_BYTES);
  const put = stored.slice(HASH_BYTES, 2 * HASH_BYTES);
  const rest = stored.slice(2 * HASH_BYTES);
  if (rest[0] !== ARRAY + FURTHER_ITEMS) return { id, put, record: rest };
  const further = decoded(furtherCodec, rest);
  return { id, put, record: further.record, further };
}

/** Fewer than a record has. */
const FURTHER_ITEMS = 4;

function decoded<T>(codec: Codec<T>, encoded: Uint8Array): T {
  const read = decode(codec, encoded);
  if (read.ok) return read.value;
  throw new StoreError('damaged', `a hold's record is damaged: ${read.reason}`);
}
