import type { Hash } from '@tallystick/protocol';
import { equalBytes } from '@tallystick/protocol';
import type { DatabaseSync } from 'node:sqlite';
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
import { backupDatabase } from './backup.ts';
import { checkDatabase } from './check.ts';
import { encodeChanges } from './changes.ts';
import { guarded } from './connection.ts';
import { packWork, prefixesOf } from './message.ts';
import { collectIds, type PendingIds } from './pending-ids.ts';
import { collectRecords, type PendingRecords } from './pending-records.ts';
import { damaged, prepareReader, type Reader } from './reader.ts';
import { idPrefix } from './schema.ts';
import type { Writer } from './writer.ts';

/**
 * How much is collected before it is folded into the tables; see pending-records and pending-ids.
 */
export interface Collecting {
  readonly recordBytes: number;
  readonly ids: number;
}

/** What an opened database consists of. */
export interface Opened {
  readonly file: string;
  readonly db: DatabaseSync;
  readonly writer: Writer;
  readonly collecting: Collecting;
  /** Lets other processes open the ledger. */
  readonly unlock: () => void;
}

/** The store on a database whose schema is this program's. */
export function storeOn(opened: Opened): Store {
  return guarded(opened.file, () => new Engine(opened));
}

class Engine implements Store {
  readonly meta: StoreMeta;
  readonly #opened: Opened;
  readonly #reader: Reader;
  readonly #records: PendingRecords;
  readonly #ids: PendingIds;
  /** The log's size after the last batch handed in, durable or not. */
  #next: number;
  #number = 0;
  #closing: Promise<void> | undefined;

  constructor(opened: Opened) {
    this.#opened = opened;
    this.#reader = prepareReader(opened.db);
    this.#records = collectRecords(opened.collecting.recordBytes);
    this.#ids = collectIds(opened.collecting.ids);
    for (const [batch, changes] of this.#reader.changes()) {
      this.#records.add(batch, changes);
      this.#number = batch;
    }
    for (const [first, bytes] of this.#reader.prefixes()) {
      this.#ids.add(first, new Float64Array(bytes.slice().buffer));
    }
    this.#next = this.#reader.size();
    this.meta = {
      size: this.#next,
      newest: this.#reader.newestCheckpoint(),
      unsigned: this.#reader.unsignedCheckpoints(),
    };
    const expected = this.meta.newest?.size ?? 0;
    if (expected !== this.#next) {
      throw damaged('the log', `has ${this.#next} entries and a checkpoint of ${expected}`);
    }
  }

  async commit(batch: Batch): Promise<void> {
    this.#assertOpen();
    this.#opened.writer.assertWorking();
    assertBatch(batch, this.#next);
    const number = ++this.#number;
    const changes = encodeChanges(batch.records);
    const prefixes = prefixesOf(batch);
    const records = this.#records.nextSlice(batch.records.length);
    const ids = this.#ids.nextSlice(prefixes.length);
    this.#next += batch.entries.length;
    const { writer } = this.#opened;
    const work = packWork({ number, batch, changes, prefixes, records, ids }, writer.bufferOf);
    await writer.commit(work);
    // Only what is durable may be read, and folded by a later batch.
    if (changes.length > 0) this.#records.add(number, changes);
    if (prefixes.length > 0) this.#ids.add(batch.first, prefixes);
    this.#records.folded(records);
    this.#ids.folded(ids);
  }

  entry(index: number): StoredEntry | undefined {
    return this.#read((reader) => reader.entry(index));
  }

  indexOf(id: Hash): number | undefined {
    const prefix = idPrefix(id);
    return this.#read((reader) => {
      for (const index of [...this.#ids.find(prefix), ...reader.indexed(prefix)]) {
        const found = reader.entry(index)?.id;
        if (found && equalBytes(found, id)) return index;
      }
      return undefined;
    });
  }

  checkpointFor(index: number): StoredCheckpoint | undefined {
    return this.#read((reader) => reader.checkpointFor(index));
  }

  record(collection: Collection, key: number): Uint8Array | undefined {
    return this.#read((reader) => {
      const pending = this.#records.get(collection, key);
      return pending === undefined ? reader.record(collection, key) : (pending ?? undefined);
    });
  }

  scan(collection: Collection, visit: (key: number, value: Uint8Array) => void): void {
    this.#read((reader) => {
      const pending = this.#records.keys(collection);
      let next = 0;
      const visitPendingBelow = (bound: number): void => {
        for (let key = pending[next]; key !== undefined && key < bound; key = pending[++next]) {
          const value = this.#records.get(collection, key);
          if (value) visit(key, value);
        }
      };
      for (const [key, value] of reader.records(collection)) {
        visitPendingBelow(key);
        if (pending[next] === key) visitPendingBelow(key + 1);
        else visit(key, value);
      }
      visitPendingBelow(Infinity);
    });
  }

  tile(level: number, index: number): Uint8Array | undefined {
    return this.#read((reader) => reader.tile(level, index));
  }

  *exportEntries(from: number, to: number): Iterable<StoredEntry> {
    for (let index = from; index < to; index++) {
      const entry = this.entry(index);
      if (entry === undefined) return;
      yield entry;
    }
  }

  check(): Iterable<Damage> {
    return this.#read(() => checkDatabase(this.#opened.db, this.#ids));
  }

  async backup(file: string): Promise<void> {
    this.#assertOpen();
    await backupDatabase(this.#opened.file, file);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { writer, db, unlock } = this.#opened;
    await writer.close();
    db.close();
    unlock();
  }

  #read<T>(read: (reader: Reader) => T): T {
    this.#assertOpen();
    return guarded(this.#opened.file, () => read(this.#reader));
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new StoreError('closed', 'the store is closed');
  }
}
