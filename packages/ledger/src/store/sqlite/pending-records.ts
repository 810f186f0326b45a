import { COLLECTIONS, type Collection } from '../store.ts';
import { type Change, changeAt, visitPlaces } from './changes.ts';
import { Positions } from './positions.ts';

/**
 * Record changes that are durable in `change` but not in the record tables yet.
 *
 * Updating a million accounts' rows at random rewrites one page of 16 kB for each payment. So
 * changes are collected, the newest of each key wins (a hold that is put and taken meanwhile never
 * reaches its table), and a full generation is folded into the tables in order of key, a slice with
 * each batch, while the next generation collects.
 */
export interface PendingRecords {
  /**
   * The pending value; null when its removal is pending; undefined when the table has the answer.
   */
  get(collection: Collection, key: number): Uint8Array | null | undefined;
  /** Every pending key of one collection, ascending. */
  keys(collection: Collection): number[];
  /** Takes over the changes of a batch that has become durable. */
  add(batch: number, changes: Uint8Array): void;
  /** The next slice to fold into the tables, with the next batch. */
  nextSlice(atLeast: number): RecordSlice;
  /** The slice is durable in the tables. */
  folded(slice: RecordSlice): void;
}

export interface RecordSlice {
  readonly changes: readonly Change[];
  /** The rows of `change` up to this batch are no longer needed; 0: none. */
  readonly trim: number;
}

const NO_RECORDS: RecordSlice = { changes: [], trim: 0 };

/** Collects at most `limit` bytes of changes per generation. */
export function collectRecords(limit: number): PendingRecords {
  return new Collector(limit);
}

/** Where the newest change of each key begins, and the bytes it begins in. */
class Generation {
  bytes: Uint8Array;
  used = 0;
  lastBatch = 0;
  /** By the collection's number. */
  readonly #where: readonly Positions[] = COLLECTIONS.map(() => new Positions());

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  where(collection: Collection): Positions {
    return this.#at(COLLECTIONS.indexOf(collection));
  }

  add(batch: number, changes: Uint8Array): void {
    if (this.used + changes.length > this.bytes.length) {
      const grown = new Uint8Array(2 * this.bytes.length + changes.length);
      grown.set(this.bytes.subarray(0, this.used));
      this.bytes = grown;
    }
    this.bytes.set(changes, this.used);
    visitPlaces(changes, (collection, key, at) => this.#at(collection).set(key, this.used + at));
    this.used += changes.length;
    this.lastBatch = batch;
  }

  get(collection: Collection, key: number): Uint8Array | null | undefined {
    const at = this.where(collection).get(key);
    return at === undefined ? undefined : this.change(at).value;
  }

  /** Where the newest change of each key begins, in order of collection and key. */
  sorted(): Float64Array {
    const sorted: number[] = [];
    for (const collection of COLLECTIONS) {
      const where = this.where(collection);
      for (const key of where.keys()) sorted.push(where.get(key) ?? 0);
    }
    return Float64Array.from(sorted);
  }

  change(at: number): Change {
    return changeAt(this.bytes, new DataView(this.bytes.buffer), at);
  }

  #at(collection: number): Positions {
    const where = this.#where[collection];
    if (where === undefined) throw new RangeError(`no collection ${collection}`);
    return where;
  }
}

interface Folding {
  readonly generation: Generation;
  readonly order: Float64Array;
  next: number;
  ended: boolean;
}

class Collector implements PendingRecords {
  readonly #limit: number;
  #current: Generation;
  #folding: Folding | undefined;

  constructor(limit: number) {
    this.#limit = limit;
    this.#current = new Generation(limit);
  }

  get(collection: Collection, key: number): Uint8Array | null | undefined {
    const value = this.#current.get(collection, key);
    return value === undefined ? this.#folding?.generation.get(collection, key) : value;
  }

  keys(collection: Collection): number[] {
    const keys = new Set(this.#current.where(collection).keys());
    for (const key of this.#folding?.generation.where(collection).keys() ?? []) keys.add(key);
    return [...keys].sort((a, b) => a - b);
  }

  add(batch: number, changes: Uint8Array): void {
    this.#current.add(batch, changes);
  }

  nextSlice(atLeast: number): RecordSlice {
    if (this.#folding === undefined && this.#current.used >= this.#limit) {
      const generation = this.#current;
      this.#folding = { generation, order: generation.sorted(), next: 0, ended: false };
      this.#current = new Generation(this.#limit);
    }
    const folding = this.#folding;
    if (folding === undefined || folding.ended) return NO_RECORDS;
    // Twice as fast as changes arrive, so that it ends before the next generation is full; all that
    // is left if one huge batch has filled it at once.
    const late = this.#current.used >= 2 * this.#limit;
    const end = late ? folding.order.length : folding.next + 2 * atLeast + 64;
    const slice = folding.order.subarray(folding.next, end);
    folding.next += slice.length;
    folding.ended = folding.next === folding.order.length;
    const changes = Array.from(slice, (at) => folding.generation.change(at));
    return { changes, trim: folding.ended ? folding.generation.lastBatch : 0 };
  }

  folded({ trim }: RecordSlice): void {
    if (trim !== 0) this.#folding = undefined;
  }
}
