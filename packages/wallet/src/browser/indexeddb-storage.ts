import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Outcome, done, failed } from '../core/outcome.ts';
import type { StorageChange, WalletStorage } from '../core/ports.ts';

interface Schema extends DBSchema {
  record: { key: string; value: Uint8Array<ArrayBuffer> };
}

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
    const database = await openDB<Schema>(`tallystick-wallet/${name}`, VERSION, {
      upgrade: (upgraded) => {
        upgraded.createObjectStore('record');
      },
    });
    return done(storageOf(database, release));
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

function storageOf(database: IDBPDatabase<Schema>, release: () => void): WalletStorage {
  return {
    get: (key) => database.get('record', key),
    async list(prefix) {
      // U+007F sorts after every printable ASCII character.
      const range = IDBKeyRange.bound(prefix, `${prefix}\u007F`, false, true);
      const reading = database.transaction('record');
      const [keys, values] = await Promise.all([
        reading.store.getAllKeys(range),
        reading.store.getAll(range),
      ]);
      return keys.map((key, i) => [key, values[i] as Uint8Array]);
    },
    async write(changes: readonly StorageChange[]) {
      const writing = database.transaction('record', 'readwrite', { durability: 'strict' });
      for (const { key, value } of changes) {
        // A copy: a view would be stored with the whole buffer behind it.
        const change =
          value === null
            ? writing.store.delete(key)
            : writing.store.put(new Uint8Array(value), key);
        // The transaction's own failure is what counts; an unhandled one of a request would end the page's script.
        change.catch(() => undefined);
      }
      await writing.done;
    },
    inspect: () => Promise.resolve([]),
    close() {
      database.close();
      release();
      return Promise.resolve();
    },
  };
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
