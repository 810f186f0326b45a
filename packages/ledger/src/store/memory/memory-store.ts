import type { Hash } from '@tallystick/protocol';
import { readFile, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import {
  assertBatch,
  type Batch,
  type Collection,
  type Damage,
  type Store,
  type StoredCheckpoint,
  type StoredEntry,
  StoreError,
  type StoreMeta,
} from '../store.ts';
import {
  applyBatch,
  checkpointPosition,
  copyBatch,
  createMemoryImage,
  type MemoryImage,
  recordsOf,
} from './memory-image.ts';

/**
 * What becomes of one commit: `stored`, as it should be · `full` or `io`, it fails and nothing of
 * it is there · `io-after`, the disk reports a failure after the batch had become durable, as a
 * disk may.
 */
export type WriteFate = 'stored' | 'full' | 'io' | 'io-after';

/**
 * The disk that is pretended: asked once per commit, in order, counted from 0; it may take its time
 * to answer.
 */
export type PretendedDisk = (commit: number) => Promise<WriteFate>;

export interface MemoryStore extends Store {
  /**
   * The machine stops: commits in flight never answer, the store is closed, and what is returned is
   * what the disk holds. Of the `unfinished` commits in flight the first `reached` had become
   * durable; the others left nothing.
   */
  crash(reached?: number): MemoryImage;
  /** Commits that have neither resolved nor rejected. */
  readonly unfinished: number;
}

/** Opens a store on an image, which from now on belongs to it. `disk` injects delays and faults. */
export function openMemoryStore(
  image: MemoryImage = createMemoryImage(),
  disk: PretendedDisk = () => Promise.resolve('stored'),
): MemoryStore {
  return new Engine(image, disk);
}

/** Reads what `backup` of a memory store wrote. */
export async function readMemoryBackup(file: string): Promise<MemoryImage> {
  return deserialize(await readFile(file)) as MemoryImage;
}

class Engine implements MemoryStore {
  readonly meta: StoreMeta;
  readonly #image: MemoryImage;
  readonly #disk: PretendedDisk;
  readonly #inFlight: Batch[] = [];
  /** The log's size after the last batch handed in, durable or not. */
  #next: number;
  #commits = 0;
  #last: Promise<void> = Promise.resolve();
  #failure: StoreError | undefined;
  #state: 'open' | 'closed' | 'crashed' = 'open';

  constructor(image: MemoryImage, disk: PretendedDisk) {
    this.#image = image;
    this.#disk = disk;
    this.#next = image.entries.length;
    this.meta = {
      size: image.entries.length,
      newest: image.checkpoints.at(-1),
      unsigned: image.checkpoints.filter(({ note }) => note === null),
    };
  }

  get unfinished(): number {
    return this.#inFlight.length;
  }

  async commit(batch: Batch): Promise<void> {
    this.#assertOpen();
    if (this.#failure !== undefined) throw afterFailure(this.#failure);
    assertBatch(batch, this.#next);
    this.#next += batch.entries.length;
    const copy = copyBatch(batch);
    this.#inFlight.push(copy);
    const written = this.#last.then(() => this.#write(copy));
    this.#last = written.catch(() => {});
    return written;
  }

  async #write(batch: Batch): Promise<void> {
    if (this.#failure !== undefined) {
      this.#inFlight.shift();
      throw afterFailure(this.#failure);
    }
    const fate = await this.#disk(this.#commits++);
    // Whoever waits for a machine that has stopped waits for ever.
    if (this.#state === 'crashed') return new Promise(() => {});
    this.#inFlight.shift();
    if (fate === 'stored' || fate === 'io-after') applyBatch(this.#image, batch);
    if (fate === 'stored') return undefined;
    this.#failure = new StoreError(
      fate === 'full' ? 'full' : 'io',
      `commit ${this.#commits - 1} failed: ${fate}`,
    );
    throw this.#failure;
  }

  entry(index: number): StoredEntry | undefined {
    this.#assertOpen();
    return this.#image.entries[index];
  }

  indexOf(id: Hash): number | undefined {
    this.#assertOpen();
    return this.#image.indexes.get(id.toHex());
  }

  checkpointFor(index: number): StoredCheckpoint | undefined {
    this.#assertOpen();
    return this.#image.checkpoints[checkpointPosition(this.#image, index)];
  }

  record(collection: Collection, key: number): Uint8Array | undefined {
    this.#assertOpen();
    return recordsOf(this.#image, collection).get(key);
  }

  scan(collection: Collection, visit: (key: number, value: Uint8Array) => void): void {
    this.#assertOpen();
    const records = [...recordsOf(this.#image, collection)].sort(([a], [b]) => a - b);
    for (const [key, value] of records) visit(key, value);
  }

  tile(level: number, index: number): Uint8Array | undefined {
    this.#assertOpen();
    return this.#image.tiles.get(`${level}/${index}`);
  }

  *exportEntries(from: number, to: number): Iterable<StoredEntry> {
    for (let index = from; index < to; index++) {
      const entry = this.entry(index);
      if (entry === undefined) return;
      yield entry;
    }
  }

  check(): Iterable<Damage> {
    this.#assertOpen();
    // Memory has no checksums: what the processor reads back is what it wrote.
    return [];
  }

  async backup(file: string): Promise<void> {
    this.#assertOpen();
    const bytes = serialize(this.#image);
    try {
      await writeFile(file, bytes, { flag: 'wx', mode: 0o600, flush: true });
    } catch (error) {
      throw backupFailure(file, error);
    }
  }

  async close(): Promise<void> {
    if (this.#state === 'crashed') return;
    await this.#last;
    this.#state = 'closed';
  }

  crash(reached = 0): MemoryImage {
    this.#assertOpen();
    if (reached > this.#inFlight.length) throw new RangeError(`${reached} commits not in flight`);
    this.#state = 'crashed';
    for (const batch of this.#inFlight.slice(0, reached)) applyBatch(this.#image, batch);
    return this.#image;
  }

  #assertOpen(): void {
    if (this.#state !== 'open') throw new StoreError('closed', `the store is ${this.#state}`);
  }
}

function afterFailure(cause: StoreError): StoreError {
  return new StoreError('failed', 'an earlier commit failed: open the store again', { cause });
}

function backupFailure(file: string, cause: unknown): StoreError {
  const taken = (cause as NodeJS.ErrnoException).code === 'EEXIST';
  return new StoreError(taken ? 'exists' : 'io', `backup to ${file}: ${String(cause)}`, { cause });
}
