import { type Batch, COLLECTIONS, type Collection } from '../store.ts';

/**
 * Record changes as bytes, one after the other: collection u8 · key f64 · value's length + 1 as u32
 * (0: the record is removed) · value. Little-endian; written by this program only.
 */
const CHANGE_HEADER = 13;

/** One change inside of bytes: `value` is a view of them. */
export interface Change {
  readonly collection: Collection;
  readonly key: number;
  readonly value: Uint8Array | null;
  /** Where the change begins. */
  readonly at: number;
}

/**
 * Encodes changes in their order. Called for a batch at a time, so seldom that V8 hardly optimizes
 * it: `for … of` would allocate for each change.
 */
export function encodeChanges(changes: Batch['records']): Uint8Array {
  let length = 0;
  for (let i = 0; i < changes.length; i += 1) {
    length += CHANGE_HEADER + (changes[i]?.value?.length ?? 0);
  }
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (let i = 0; i < changes.length; i += 1) {
    const { collection, key, value } = changes[i] as Batch['records'][number];
    view.setUint8(at, COLLECTIONS.indexOf(collection));
    view.setFloat64(at + 1, key, true);
    view.setUint32(at + 9, value === null ? 0 : value.length + 1, true);
    at += CHANGE_HEADER;
    if (value === null) continue;
    bytes.set(value, at);
    at += value.length;
  }
  return bytes;
}

/** The change that begins at `at`. */
export function changeAt(bytes: Uint8Array, view: DataView, at: number): Change {
  const collection = COLLECTIONS[view.getUint8(at)];
  if (collection === undefined) throw new RangeError(`no collection ${view.getUint8(at)}`);
  const length = view.getUint32(at + 9, true);
  const start = at + CHANGE_HEADER;
  const value = length === 0 ? null : bytes.subarray(start, start + length - 1);
  return { collection, key: view.getFloat64(at + 1, true), value, at };
}

/** Visits only the collection's number, the key and where it begins, of each change in order. */
export function visitPlaces(
  bytes: Uint8Array,
  visit: (collection: number, key: number, at: number) => void,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    visit(view.getUint8(at), view.getFloat64(at + 1, true), at);
    at += CHANGE_HEADER + Math.max(0, view.getUint32(at + 9, true) - 1);
  }
}

/** Visits the changes of `bytes` in order. */
export function visitChanges(bytes: Uint8Array, visit: (change: Change) => void): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const change = changeAt(bytes, view, at);
    visit(change);
    at += CHANGE_HEADER + (change.value?.length ?? 0);
  }
}
