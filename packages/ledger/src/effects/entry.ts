import {
  bytesUpTo,
  type Codec,
  decode,
  type Decoded,
  MAX_EFFECTS_BYTES,
  MAX_TRANSITION_BYTES,
  nullable,
  record,
} from '@tallystick/protocol';
import { type Slab, slab } from './slab.ts';

/** One entry as the store keeps it: opened. A header has neither transition nor effects. */
export interface OpenedEntry {
  /** The leaf's data, the public part. */
  readonly leaf: Uint8Array;
  readonly transition: Uint8Array | null;
  readonly effects: Uint8Array | null;
}

/** A header with a state root: five integers and a hash (protocol.md, section 6). */
const MAX_LEAF_BYTES = 128;
const MAX_ENTRY_BYTES = MAX_TRANSITION_BYTES + MAX_EFFECTS_BYTES + MAX_LEAF_BYTES + 16;

const entryCodec: Codec<OpenedEntry> = record({
  leaf: bytesUpTo(MAX_LEAF_BYTES, 1),
  transition: nullable(bytesUpTo(MAX_TRANSITION_BYTES, 1)),
  effects: nullable(bytesUpTo(MAX_EFFECTS_BYTES, 1)),
});

/**
 * Canonical CBOR, for the batch's lifetime (see `Slab`), of `[leaf, transition / null, effects /
 * null]`.
 */
export function encodeEntry(entry: OpenedEntry, into: Slab = slab): Uint8Array {
  return into.encode(entryCodec, entry);
}

/** Opens a stored entry; its parts are views of `bytes`. */
export function decodeEntry(bytes: Uint8Array): Decoded<OpenedEntry> {
  return decode(entryCodec, bytes, MAX_ENTRY_BYTES);
}
