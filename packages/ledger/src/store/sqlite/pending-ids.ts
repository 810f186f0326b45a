/**
 * Ids that are durable in `prefix` but not in the index `id` yet.
 *
 * An id is random, so inserting each one at once rewrites one page of the index per entry
 * (measured: 16 µs at two million rows). Collected and inserted in order, hundreds share a page.
 */
export interface PendingIds {
  /** Entries that may have this prefix, newest first. */
  find(prefix: number): number[];
  /** Takes over the prefixes of a durable batch's entries from `first` on; NaN: has no id. */
  add(first: number, prefixes: Float64Array): void;
  /** The next slice to insert into the index, with the next batch. */
  nextSlice(atLeast: number): IdSlice;
  /** The slice is durable in the index. */
  folded(slice: IdSlice): void;
}

export interface IdSlice {
  /** Pairs of a prefix and its entry. */
  readonly pairs: Float64Array;
  /** The rows of `prefix` that begin before this entry are no longer needed; 0: none. */
  readonly trim: number;
}

const NO_IDS: IdSlice = { pairs: new Float64Array(0), trim: 0 };

/** Collects about `limit` ids per generation. */
export function collectIds(limit: number): PendingIds {
  return new Collector(limit);
}

const BUCKETS = 65_536;
const BUCKET_WIDTH = 2 ** 32;

/** Differs per process: whoever grinds ids until their prefixes share a place does not know it. */
const SEED = {
  low: Math.floor(Math.random() * BUCKET_WIDTH),
  high: Math.floor(Math.random() * BUCKET_WIDTH) | 1,
};

/** A hash table with open addressing: a Map of this size would take ten times the memory. */
class Generation {
  readonly first: number;
  count = 0;
  #prefixes: Float64Array;
  /** Positions in `prefixes` plus 1; 0 is empty. At most half full. */
  #slots: Int32Array;

  constructor(first: number, capacity: number) {
    this.first = first;
    this.#prefixes = new Float64Array(capacity);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * capacity)));
  }

  add(prefixes: Float64Array): void {
    if (this.count + prefixes.length > this.#prefixes.length) this.#grow(prefixes.length);
    for (const prefix of prefixes) {
      this.#prefixes[this.count++] = prefix;
      if (!Number.isNaN(prefix)) this.#insert(prefix, this.count);
    }
  }

  find(prefix: number): number[] {
    const found: number[] = [];
    for (let slot = this.#home(prefix); ; slot = (slot + 1) & (this.#slots.length - 1)) {
      const position = this.#slots[slot] ?? 0;
      if (position === 0) return found.reverse();
      if (this.#prefixes[position - 1] === prefix) found.push(this.first + position - 1);
    }
  }

  /**
   * Pairs of prefix and entry in the order of the prefixes' first 16 bits: pages are touched once.
   */
  sorted(): Float64Array {
    const starts = new Uint32Array(BUCKETS + 1);
    const prefixes = this.#prefixes.subarray(0, this.count);
    for (const prefix of prefixes) if (!Number.isNaN(prefix)) add(starts, bucketOf(prefix) + 1, 1);
    for (let bucket = 0; bucket < BUCKETS; bucket++) add(starts, bucket + 1, starts[bucket] ?? 0);
    const pairs = new Float64Array(2 * (starts[BUCKETS] ?? 0));
    prefixes.forEach((prefix, position) => {
      if (Number.isNaN(prefix)) return;
      const at = 2 * (starts[bucketOf(prefix)] ?? 0);
      add(starts, bucketOf(prefix), 1);
      pairs[at] = prefix;
      pairs[at + 1] = this.first + position;
    });
    return pairs;
  }

  #home(prefix: number): number {
    const high = Math.imul(bucketOf(prefix), SEED.high);
    const mixed = Math.imul((prefix % BUCKET_WIDTH) ^ SEED.low ^ high, 0x9e37_79b1);
    return (mixed ^ (mixed >>> 15)) & (this.#slots.length - 1);
  }

  #insert(prefix: number, position: number): void {
    let slot = this.#home(prefix);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
    this.#slots[slot] = position;
  }

  #grow(more: number): void {
    const old = this.#prefixes.subarray(0, this.count);
    this.#prefixes = new Float64Array(2 * (this.count + more));
    this.#prefixes.set(old);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.#prefixes.length)));
    old.forEach((prefix, position) => {
      if (!Number.isNaN(prefix)) this.#insert(prefix, position + 1);
    });
  }
}

function bucketOf(prefix: number): number {
  return Math.floor(prefix / BUCKET_WIDTH);
}

function add(counts: Uint32Array, at: number, more: number): void {
  counts[at] = (counts[at] ?? 0) + more;
}

interface Folding {
  readonly generation: Generation;
  readonly pairs: Float64Array;
  next: number;
  ended: boolean;
}

class Collector implements PendingIds {
  readonly #limit: number;
  #current: Generation | undefined;
  #folding: Folding | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  find(prefix: number): number[] {
    const older = this.#folding?.generation.find(prefix) ?? [];
    return [...(this.#current?.find(prefix) ?? []), ...older];
  }

  add(first: number, prefixes: Float64Array): void {
    this.#current ??= new Generation(first, this.#limit);
    this.#current.add(prefixes);
  }

  nextSlice(atLeast: number): IdSlice {
    const current = this.#current;
    if (this.#folding === undefined && current !== undefined && current.count >= this.#limit) {
      this.#folding = { generation: current, pairs: current.sorted(), next: 0, ended: false };
      this.#current = undefined;
    }
    const folding = this.#folding;
    if (folding === undefined || folding.ended) return NO_IDS;
    // Twice as fast as ids arrive, so that it ends before the next generation is full; all that is
    // left if one huge batch has filled it at once.
    const late = (this.#current?.count ?? 0) >= 2 * this.#limit;
    const end = late ? folding.pairs.length : folding.next + 2 * (2 * atLeast + 64);
    const pairs = folding.pairs.slice(folding.next, end);
    folding.next += pairs.length;
    folding.ended = folding.next === folding.pairs.length;
    const { first, count } = folding.generation;
    return { pairs, trim: folding.ended ? first + count : 0 };
  }

  folded({ trim }: IdSlice): void {
    if (trim !== 0) this.#folding = undefined;
  }
}
