import type { Hash } from '@tallystick/protocol';

/**
 * What an engine must do for the ledger; ARCHITECTURE.md, "ledger". Every engine passes
 * `store.acceptance.ts` unchanged.
 *
 * An engine is dumb on purpose: it keeps bytes, in the order in which they were committed, and
 * never reads what they mean.
 */

/**
 * The kinds of records, new ones last: engines keep them by their place. A key is a slot: an integer
 * from 0 to 2^53 − 1; the ledger chooses it.
 */
export const COLLECTIONS = [
  'chain',
  'identity',
  'key',
  'hold',
  'currency',
  'handle',
  'meta',
  'note',
  'governance',
] as const;

export type Collection = (typeof COLLECTIONS)[number];

/**
 * One entry of the log. `bytes` is canonical CBOR of `[leaf, transition / null, effects / null]`.
 */
export interface StoredEntry {
  readonly index: number;
  /** The transition's id; null for a header. */
  readonly id: Hash | null;
  readonly bytes: Uint8Array;
}

/** The checkpoint of one batch. `note` is null as long as the signed note has not been stored. */
export interface StoredCheckpoint {
  /** The log's size after the batch, in entries. */
  readonly size: number;
  readonly root: Hash;
  /** Of the batch's header, in milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly note: Uint8Array | null;
}

/** One durable step: all of it is there after a crash, or nothing of it. */
export interface Batch {
  /** The log's size before the batch: the index of its first entry. */
  readonly first: number;
  readonly entries: readonly { readonly id: Hash | null; readonly bytes: Uint8Array }[];
  /** Written in order, so a later write of one key wins; `value` null removes the record. */
  readonly records: readonly {
    readonly collection: Collection;
    readonly key: number;
    readonly value: Uint8Array | null;
  }[];
  /**
   * Rows of the tree's tiles, full or partial (32 bytes per hash); a row replaces the one before
   * it.
   */
  readonly tiles: readonly {
    readonly level: number;
    readonly index: number;
    readonly hashes: Uint8Array;
  }[];
  /**
   * The batch's own, not signed yet: its size is `first + entries.length`. Null exactly when the
   * batch has no entries.
   */
  readonly checkpoint: { readonly size: number; readonly root: Hash; readonly time: number } | null;
  /**
   * Signed notes of checkpoints that earlier batches stored. One for a size that has no checkpoint,
   * or whose note is stored already, is ignored.
   */
  readonly signed: readonly { readonly size: number; readonly note: Uint8Array }[];
}

/** What the store held when it was opened; it does not follow later commits. */
export interface StoreMeta {
  /** Entries in the log. */
  readonly size: number;
  /** The newest checkpoint, signed or not. */
  readonly newest: StoredCheckpoint | undefined;
  /**
   * Checkpoints without a signed note, ascending by size: a crash came before their signature was
   * stored.
   */
  readonly unsigned: readonly StoredCheckpoint[];
}

/** Something in the store that is not as it was written. */
export interface Damage {
  /** For a person to find it: `entry 17`, `record chain/3`, `tile 0/2`. */
  readonly where: string;
  readonly what: string;
}

export interface Store {
  readonly meta: StoreMeta;
  /**
   * Durable when it resolves. Batches are applied in call order and several may be in flight. The
   * batch's bytes are copied before the call returns. Rejects with a `StoreError` when the batch
   * could not be made durable; every later commit then rejects too, because it was built upon one
   * that may not be there: close the store and open it again.
   */
  commit(batch: Batch): Promise<void>;

  // Reads are synchronous and see at least every batch whose commit has resolved. The caller does
  // not modify what they return.
  entry(index: number): StoredEntry | undefined;
  indexOf(id: Hash): number | undefined;
  /**
   * The checkpoint of the batch that holds entry `index`: the same answer for ever, but for the
   * note that is added once.
   */
  checkpointFor(index: number): StoredCheckpoint | undefined;
  record(collection: Collection, key: number): Uint8Array | undefined;
  /** Visits every record of one collection by ascending key. */
  scan(collection: Collection, visit: (key: number, value: Uint8Array) => void): void;
  tile(level: number, index: number): Uint8Array | undefined;
  /**
   * The entries `from` (inclusive) to `to` (exclusive, at most the log's size), read as they are
   * asked for.
   */
  exportEntries(from: number, to: number): Iterable<StoredEntry>;

  /**
   * Reads everything once and compares it with its checksums and indexes. Whether it is what the
   * log commits to is the audit's question, not the engine's.
   */
  check(): Iterable<Damage>;
  /**
   * Writes a consistent copy into a new file while the store is in use. Rejects when the file
   * exists.
   */
  backup(file: string): Promise<void>;
  /** Finishes the commits in flight, then releases the store. Further calls fail with `closed`. */
  close(): Promise<void>;
}

/**
 * - `full`: no space left. `io`: the disk failed. `failed`: an earlier commit failed. In all three
 *   nothing of the batch is there after reopening, unless the failure came after the transaction
 *   (then all of it is).
 * - `damaged`: bytes read are not bytes written. `newer`: a newer program wrote the database.
 *   `busy`: another process has it open.
 * - `exists`: the file to write is there already. `closed`: the store was closed. `behind`: the
 *   kept
 *   log holds entries that the store lacks.
 */
export type StoreErrorCode =
  'full' | 'io' | 'failed' | 'damaged' | 'newer' | 'busy' | 'exists' | 'closed' | 'behind';

/** Not a refusal: the machine failed, or the program used a store that it had closed. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** A batch for the next step of a log of `size` entries: asserts what every engine may rely on. */
export function assertBatch(batch: Batch, size: number): void {
  if (batch.first !== size) {
    throw new RangeError(`a batch from ${batch.first} does not continue a log of ${size} entries`);
  }
  const end = size + batch.entries.length;
  if ((batch.checkpoint === null) !== (batch.entries.length === 0)) {
    throw new RangeError('a batch has a checkpoint exactly when it has entries');
  }
  if (batch.checkpoint !== null && batch.checkpoint.size !== end) {
    throw new RangeError(`a checkpoint of ${batch.checkpoint.size} in a batch that ends at ${end}`);
  }
  if (batch.checkpoint !== null && batch.checkpoint.root.length !== 32) {
    throw new RangeError('a checkpoint with a root that is not 32 bytes');
  }
  for (let i = 0; i < batch.entries.length; i += 1) {
    const id = batch.entries[i]?.id ?? null;
    if (id !== null && id.length !== 32) throw new RangeError('an id that is not 32 bytes');
  }
  for (let i = 0; i < batch.records.length; i += 1) {
    assertCount(batch.records[i]?.key ?? -1, 'a record key');
  }
  for (const { level, index, hashes } of batch.tiles) {
    // Eight levels of 256 hold more leaves than an index can count.
    if (!(level >= 0 && level < 8)) throw new RangeError(`a tile level of ${level}`);
    assertCount(index, 'a tile index');
    if (hashes.length === 0 || hashes.length % 32 !== 0 || hashes.length > 256 * 32) {
      throw new RangeError(
        `a tile of ${hashes.length} bytes: 1 to 256 hashes of 32 bytes expected`,
      );
    }
  }
  for (const { size: signedSize } of batch.signed) assertCount(signedSize, 'a checkpoint size');
}

function assertCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${what} of ${value}`);
}
