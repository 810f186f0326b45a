import { StoreError } from '../store/store.ts';
import {
  amount,
  type Amount,
  bytes,
  type Codec,
  countryCodec,
  decode,
  type Hash,
  type Hold,
  holdCodec,
  record,
  time,
  uint,
} from '@tallystick/protocol';
import { slab } from '../effects/slab.ts';

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
}

const holdRecordCodec: Codec<HoldRecord> = record({
  currency: bytes(32),
  cap: amount,
  paid: amount,
  owner: bytes(32),
  putAt: time,
  closedMs: uint(),
  hold: holdCodec,
  country: countryCodec,
});

const HASH_BYTES = 32;

/** For the batch's lifetime (see `Slab`). */
export function encodeHoldRecord(hold: HoldRecord): Uint8Array {
  return slab.encode(holdRecordCodec, hold);
}

/** Reads a record that `encodeHoldRecord` wrote; throws on anything else, which is damage. */
export function decodeHoldRecord(encoded: Uint8Array): HoldRecord {
  const decoded = decode(holdRecordCodec, encoded);
  if (decoded.ok) return decoded.value;
  throw new StoreError('damaged', `a hold's record is damaged: ${decoded.reason}`);
}

/**
 * The stored form, for the batch's lifetime: hold id, id of the transition that put it, the record.
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
}

/** Splits the stored form into copies. */
export function splitHold(stored: Uint8Array): StoredHold {
  return {
    id: stored.slice(0, HASH_BYTES),
    put: stored.slice(HASH_BYTES, 2 * HASH_BYTES),
    record: stored.slice(2 * HASH_BYTES),
  };
}
