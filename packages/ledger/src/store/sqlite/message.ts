import type { Batch } from '../store.ts';
import { encodeChanges } from './changes.ts';
import type { IdSlice } from './pending-ids.ts';
import type { RecordSlice } from './pending-records.ts';
import { idPrefix } from './schema.ts';

/** What the writer is asked to commit: a batch, and what is folded along with it. */
export interface Work {
  /** Counts the batches, so that the rows of `change` keep their order. */
  readonly number: number;
  readonly batch: Batch;
  /** `encodeChanges` of the batch's records. */
  readonly changes: Uint8Array;
  /** `prefixesOf` the batch's entries. */
  readonly prefixes: Float64Array;
  readonly records: RecordSlice;
  readonly ids: IdSlice;
}

/** The same as the writer sees it: views of the one buffer that was handed over. */
export interface ReceivedWork {
  readonly number: number;
  readonly batch: Omit<Batch, 'records'>;
  readonly changes: Uint8Array;
  readonly prefixes: Uint8Array;
  /** Encoded changes to fold into the record tables. */
  readonly folds: Uint8Array;
  readonly trimChanges: number;
  readonly idPairs: readonly (readonly [prefix: number, index: number])[];
  readonly trimPrefixes: number;
}

/** The entries' prefixes for the id index; NaN for a header. */
export function prefixesOf(batch: Batch): Float64Array {
  return Float64Array.from(batch.entries, ({ id }) => (id === null ? Number.NaN : idPrefix(id)));
}

/**
 * Copies everything into one buffer, which is then handed over without another copy. `bufferOf`
 * gives one of at least so many bytes.
 */
export function packWork(work: Work, bufferOf: (bytes: number) => ArrayBuffer): ArrayBuffer {
  const folds = encodeChanges(work.records.changes);
  const out = new Packer(bufferOf(workSize(work, folds)));
  const { batch } = work;
  out.number(work.number);
  out.number(batch.first);
  out.number(batch.entries.length);
  for (const { id, bytes } of batch.entries) {
    out.bytes(id ?? EMPTY);
    out.bytes(bytes);
  }
  out.number(batch.tiles.length);
  for (const { level, index, hashes } of batch.tiles) {
    out.number(level);
    out.number(index);
    out.bytes(hashes);
  }
  out.number(batch.checkpoint?.time ?? -1);
  out.bytes(batch.checkpoint?.root ?? EMPTY);
  out.number(batch.signed.length);
  for (const { size, note } of batch.signed) {
    out.number(size);
    out.bytes(note);
  }
  out.bytes(work.changes);
  out.bytes(bytesOfNumbers(work.prefixes));
  out.bytes(folds);
  out.number(work.records.trim);
  out.number(work.ids.pairs.length);
  for (const number of work.ids.pairs) out.number(number);
  out.number(work.ids.trim);
  return out.buffer;
}

/** Views of everything in the buffer. */
export function unpackWork(buffer: ArrayBuffer): ReceivedWork {
  const input = new Unpacker(buffer);
  const number = input.number();
  const first = input.number();
  const entries = input.list(() => {
    const id = input.bytes();
    return { id: id.length === 0 ? null : id, bytes: input.bytes() };
  });
  const tiles = input.list(() => ({
    level: input.number(),
    index: input.number(),
    hashes: input.bytes(),
  }));
  const time = input.number();
  const root = input.bytes();
  const checkpoint = time < 0 ? null : { size: first + entries.length, root, time };
  const signed = input.list(() => ({ size: input.number(), note: input.bytes() }));
  return {
    number,
    batch: { first, entries, tiles, checkpoint, signed },
    changes: input.bytes(),
    prefixes: input.bytes(),
    folds: input.bytes(),
    trimChanges: input.number(),
    idPairs: input.pairs(),
    trimPrefixes: input.number(),
  };
}

/** The bytes of a list of numbers, little-endian as on every platform Node runs on. */
function bytesOfNumbers(numbers: Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

const EMPTY = new Uint8Array(0);
const NUMBER = 8;

/** An upper bound: every number takes 8 bytes and every byte string 8 more than its own. */
function workSize({ batch, changes, prefixes, ids }: Work, folds: Uint8Array): number {
  const strings = [changes, folds, batch.checkpoint?.root ?? EMPTY];
  let size = strings.reduce((sum, string) => sum + NUMBER + string.length, 0);
  size += prefixes.byteLength + ids.pairs.byteLength + NUMBER * 16;
  for (const { bytes } of batch.entries) size += 2 * NUMBER + 32 + bytes.length;
  for (const { hashes } of batch.tiles) size += 3 * NUMBER + hashes.length;
  for (const { note } of batch.signed) size += 2 * NUMBER + note.length;
  return size;
}

class Packer {
  readonly buffer: ArrayBuffer;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(buffer: ArrayBuffer) {
    this.buffer = buffer;
    this.#bytes = new Uint8Array(this.buffer);
    this.#view = new DataView(this.buffer);
  }

  number(value: number): void {
    this.#view.setFloat64(this.#at, value, true);
    this.#at += NUMBER;
  }

  bytes(value: Uint8Array): void {
    this.number(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }
}

class Unpacker {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(buffer: ArrayBuffer) {
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }

  number(): number {
    this.#at += NUMBER;
    return this.#view.getFloat64(this.#at - NUMBER, true);
  }

  bytes(): Uint8Array {
    const length = this.number();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  list<T>(item: () => T): T[] {
    return Array.from({ length: this.number() }, item);
  }

  pairs(): [number, number][] {
    return Array.from({ length: this.number() / 2 }, () => [this.number(), this.number()]);
  }
}
