/** What the process that signs keeps in this profile: by a key, one value each. */

const DATABASE = 'treasury-keys';
const STORE = 'signed';

/**
 * Reads what is kept, and stores what `decide` makes of it, in one transaction of this profile: two tabs that sign at once know of
 * each other. Null: it stays as it is, and this answers false. It is on the disk when this resolves. Rejects where the browser
 * stores nothing.
 */
export async function changeKept<T>(
  key: string,
  decide: (known: T | undefined) => T | null,
): Promise<boolean> {
  return await within('readwrite', (store, answer) => {
    reading(store, key, (known) => {
      const next = decide(known as T | undefined);
      if (next !== null) store.put(next, key);
      answer(next !== null);
    });
  });
}

/** Undefined where nothing is kept. Rejects where the browser stores nothing. */
export async function readKept<T>(key: string): Promise<T | undefined> {
  return await within<T | undefined>('readonly', (store, answer) =>
    reading(store, key, (known) => answer(known as T | undefined)),
  );
}

/** Forgets what is kept, where it is what was meant. Rejects where the browser stores nothing. */
export async function dropKept(key: string, isMeant: (known: unknown) => boolean): Promise<void> {
  await within<null>('readwrite', (store, answer) => {
    reading(store, key, (known) => {
      if (known !== undefined && isMeant(known)) store.delete(key);
      answer(null);
    });
  });
}

function reading(store: IDBObjectStore, key: string, take: (known: unknown) => void): void {
  const request = store.get(key) as IDBRequest<unknown>;
  request.addEventListener('success', () => take(request.result));
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore, answer: (value: T) => void) => void,
): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: 'strict' });
      let answered: { readonly value: T } | null = null;
      work(transaction.objectStore(STORE), (value) => {
        answered = { value };
      });
      transaction.addEventListener('complete', () => {
        if (answered === null) reject(new Error('no answer'));
        else resolve(answered.value);
      });
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('abort')));
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE));
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no storage')));
  });
}
