import { type Outcome, done, failed } from '../core/outcome.ts';
import type { StorageChange, WalletStorage } from '../core/ports.ts';

/** The only object store: records by their keys. */
const STORE = 'record';
const VERSION = 1;
const LOCK_WAIT_MS = 2000;

/**
 * A wallet's storage in this origin's IndexedDB, by name. One tab has it open at a time (Web Locks); another fails with
 * `busy`. Writes are durable when they resolve (`durability: 'strict'`).
 */
export async function openIndexedDbStorage(name: string): Promise<Outcome<WalletStorage>> {
  const release = await takeLock(`tallystick-wallet/${name}`);
  if (release === undefined) {
    return failed(
      'busy',
      'wallet-locked',
      'Another tab has this wallet open: close it, then try again.',
    );
  }
  try {
    const opening = indexedDB.open(`tallystick-wallet/${name}`, VERSION);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(STORE);
    };
    return done(storageOf(await answerOf(opening), release));
  } catch (error) {
    release();
    if (error instanceof DOMException && error.name === 'VersionError') {
      return failed(
        'usage',
        'newer-wallet',
        'A newer version of this program wrote the wallet: reload.',
      );
    }
    throw error;
  }
}

function storageOf(database: IDBDatabase, release: () => void): WalletStorage {
  const reading = (): IDBObjectStore => database.transaction(STORE).objectStore(STORE);
  return {
    get: async (key) => await answerOf<Uint8Array | undefined>(reading().get(key)),
    async list(prefix) {
      // U+007F sorts after every printable ASCII character.
      const range = IDBKeyRange.bound(prefix, `${prefix}\u007F`, false, true);
      const store = reading();
      const [keys, values] = await Promise.all([
        answerOf(store.getAllKeys(range)),
        answerOf<Uint8Array[]>(store.getAll(range)),
      ]);
      return keys.map((key, i) => [key as string, values[i] as Uint8Array]);
    },
    async write(changes: readonly StorageChange[]) {
      const writing = database.transaction(STORE, 'readwrite', { durability: 'strict' });
      const store = writing.objectStore(STORE);
      for (const { key, value } of changes) {
        if (value === null) store.delete(key);
        // A copy: a view would be stored with the whole buffer behind it.
        else store.put(new Uint8Array(value), key);
      }
      await completed(writing);
    },
    inspect: () => Promise.resolve([]),
    close() {
      database.close();
      release();
      return Promise.resolve();
    },
  };
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });
}

/** A request that fails aborts its transaction, and an aborted one has changed nothing. */
function completed(writing: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    writing.oncomplete = () => resolve();
    writing.onabort = () => reject(writing.error ?? new Error('the transaction was aborted'));
  });
}

/**
 * Takes a lock of this origin for as long as the page lives or until it is released; undefined where another keeps it. A page
 * that is just being closed or loaded anew gets a moment.
 */
function takeLock(name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(LOCK_WAIT_MS);
    const held = navigator.locks.request(name, { signal }, () => {
      return new Promise<void>((release) => {
        resolve(release);
      });
    });
    held.catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'TimeoutError') resolve(undefined);
      else reject(error);
    });
  });
}
