import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Collection, COLLECTIONS } from '../store/index.ts';

/** The records that a replayed log gives. */
export interface ReplayedRecords {
  get(collection: Collection, key: number): Uint8Array | undefined;
  /** Copies the value. */
  set(collection: Collection, key: number, value: Uint8Array): void;
  remove(collection: Collection, key: number): void;
  keys(collection: Collection): Iterable<number>;
  close(): void;
}

/** Longer values go to the disk: keys and geneses of some 3 kB, once for each account. */
const LONGEST_IN_MEMORY = 1024;
/** A place in the file as one number: where the value begins, and its length below this. */
const LENGTHS = 2 ** 17;

/**
 * Keeps records in memory, and the long ones in a file in `scratch`, which nobody else can open and
 * which goes away by itself; with null all of them in memory.
 */
export function keepRecords(scratch: string | null): ReplayedRecords {
  const records = new Map<Collection, Map<number, Uint8Array | number>>(
    COLLECTIONS.map((collection) => [collection, new Map()]),
  );
  const file = scratch === null ? undefined : openScratch(scratch);
  const of = (collection: Collection): Map<number, Uint8Array | number> =>
    records.get(collection) as Map<number, Uint8Array | number>;
  return {
    get(collection, key) {
      const kept = of(collection).get(key);
      return typeof kept === 'number' ? file?.read(kept) : kept;
    },
    set(collection, key, value) {
      const isLong = value.length > LONGEST_IN_MEMORY && value.length < LENGTHS;
      of(collection).set(key, file !== undefined && isLong ? file.write(value) : value.slice());
    },
    remove(collection, key) {
      of(collection).delete(key);
    },
    keys: (collection) => of(collection).keys(),
    close: () => file?.close(),
  };
}

interface Scratch {
  /** Answers the value's place. */
  write(value: Uint8Array): number;
  read(place: number): Uint8Array;
  close(): void;
}

function openScratch(folder: string): Scratch {
  const own = mkdtempSync(join(folder, 'records-'));
  const file = openSync(join(own, 'values'), 'wx+', 0o600);
  let end = 0;
  return {
    write(value) {
      const at = end;
      for (let done = 0; done < value.length;) {
        done += writeSync(file, value, done, value.length - done, at + done);
      }
      end += value.length;
      return at * LENGTHS + value.length;
    },
    read(place) {
      const value = new Uint8Array(place % LENGTHS);
      const at = Math.floor(place / LENGTHS);
      for (let done = 0; done < value.length;) {
        const read = readSync(file, value, done, value.length - done, at + done);
        if (read === 0) throw new Error('the scratch file is shorter than what was written to it');
        done += read;
      }
      return value;
    },
    close() {
      closeSync(file);
      rmSync(own, { recursive: true });
    },
  };
}
