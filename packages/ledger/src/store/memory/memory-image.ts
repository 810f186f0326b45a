import { type Batch, COLLECTIONS, type Collection } from '../store.ts';
import type { StoredCheckpoint, StoredEntry } from '../store.ts';

/**
 * What a memory store has made durable: it outlives a crash of the store, and is all that the next
 * one opens from.
 */
export interface MemoryImage {
  readonly entries: StoredEntry[];
  /** Entry indexes by the transition's id in hexadecimal. */
  readonly indexes: Map<string, number>;
  /** Ascending by size. */
  readonly checkpoints: StoredCheckpoint[];
  readonly records: ReadonlyMap<Collection, Map<number, Uint8Array>>;
  /** By `level/index`. */
  readonly tiles: Map<string, Uint8Array>;
}

export function createMemoryImage(): MemoryImage {
  return {
    entries: [],
    indexes: new Map(),
    checkpoints: [],
    records: new Map(COLLECTIONS.map((collection) => [collection, new Map()])),
    tiles: new Map(),
  };
}

/** The image's part for one collection. */
export function recordsOf(image: MemoryImage, collection: Collection): Map<number, Uint8Array> {
  const records = image.records.get(collection);
  if (records === undefined) throw new RangeError(`no collection ${collection}`);
  return records;
}

/**
 * The position of the first checkpoint of more than `index` entries: the one of the batch that
 * holds `index`.
 */
export function checkpointPosition(image: MemoryImage, index: number): number {
  let low = 0;
  let high = image.checkpoints.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((image.checkpoints[middle]?.size ?? 0) > index) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Copies every byte of a batch, so that its owner may reuse them. */
export function copyBatch(batch: Batch): Batch {
  return {
    first: batch.first,
    entries: batch.entries.map(({ id, bytes }) => ({
      id: id?.slice() ?? null,
      bytes: bytes.slice(),
    })),
    records: batch.records.map((record) => ({ ...record, value: record.value?.slice() ?? null })),
    tiles: batch.tiles.map((tile) => ({ ...tile, hashes: tile.hashes.slice() })),
    checkpoint: batch.checkpoint && { ...batch.checkpoint, root: batch.checkpoint.root.slice() },
    signed: batch.signed.map(({ size, note }) => ({ size, note: note.slice() })),
  };
}

/** Applies a whole batch to the image, which then owns the batch's bytes. */
export function applyBatch(image: MemoryImage, batch: Batch): void {
  for (const { id, bytes } of batch.entries) {
    const index = image.entries.length;
    image.entries.push({ index, id, bytes });
    if (id !== null) image.indexes.set(id.toHex(), index);
  }
  for (const { collection, key, value } of batch.records) {
    const records = recordsOf(image, collection);
    if (value === null) records.delete(key);
    else records.set(key, value);
  }
  for (const { level, index, hashes } of batch.tiles) image.tiles.set(`${level}/${index}`, hashes);
  if (batch.checkpoint !== null) image.checkpoints.push({ ...batch.checkpoint, note: null });
  for (const { size, note } of batch.signed) {
    const position = checkpointPosition(image, size - 1);
    const checkpoint = image.checkpoints[position];
    if (checkpoint?.size === size && checkpoint.note === null)
      image.checkpoints[position] = { ...checkpoint, note };
  }
}
