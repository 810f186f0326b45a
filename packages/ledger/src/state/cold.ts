import type { Collection } from '../store/index.ts';

/** Where records are read that are not kept in memory. */
export interface RecordSource {
  record(collection: Collection, key: number): Uint8Array | undefined;
}

/** How one kind of record is read; undefined when there is none of that key. */
export interface ColdKind<T> {
  readonly collection: Collection;
  /** How many values stay in memory: between one and two times this many. */
  readonly cached: number;
  read(bytes: Uint8Array, key: number): T;
}

/**
 * Records that are read when they are needed, with a bounded cache. What has been set stays in
 * memory until the batch that writes it is durable, so that a later batch, admitted meanwhile,
 * finds it. Values are never modified, only replaced.
 */
export class ColdRecords<T> {
  readonly #source: RecordSource;
  readonly #kind: ColdKind<T>;
  /** Batches under way, the newest first; the first is the one being admitted. */
  #unwritten: Map<number, T>[] = [new Map()];
  readonly #cache: TwoGenerations<T>;

  constructor(source: RecordSource, kind: ColdKind<T>) {
    this.#source = source;
    this.#kind = kind;
    this.#cache = new TwoGenerations(kind.cached);
  }

  get(key: number): T | undefined {
    for (const batch of this.#unwritten) {
      const value = batch.get(key);
      if (value !== undefined) return value;
    }
    return this.#cache.get(key) ?? this.#read(key);
  }

  set(key: number, value: T): void {
    (this.#unwritten[0] as Map<number, T>).set(key, value);
  }

  /** What the batch being admitted has set. */
  get changed(): ReadonlyMap<number, T> {
    return this.#unwritten[0] as Map<number, T>;
  }

  /** The batch being admitted is complete, and handed to the store. */
  seal(): void {
    this.#unwritten.unshift(new Map());
  }

  /** The oldest sealed batch is durable: from now on the store answers for it. */
  settle(): void {
    if (this.#unwritten.length < 2) throw new RangeError('no sealed batch');
    this.#unwritten.pop()?.forEach((value, key) => this.#cache.set(key, value));
  }

  #read(key: number): T | undefined {
    const bytes = this.#source.record(this.#kind.collection, key);
    if (bytes === undefined) return undefined;
    const value = this.#kind.read(bytes, key);
    this.#cache.set(key, value);
    return value;
  }
}

/**
 * A bounded cache. Two generations: a Map used as a queue of least recent use would scan what was
 * deleted.
 */
export class TwoGenerations<T> {
  readonly #capacity: number;
  #young = new Map<number, T>();
  #old = new Map<number, T>();

  /** Holds between one and two times `capacity` values; with 0 none. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: number): T | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const older = this.#old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: number, value: T): void {
    if (this.#capacity === 0) return;
    this.#young.set(key, value);
    if (this.#young.size < this.#capacity) return;
    this.#old = this.#young;
    this.#young = new Map();
  }
}
