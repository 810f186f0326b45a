/** What a key has signed in this browser, kept before it signs (docs/decisions/0002-one-signature-per-sequence.md). */
export interface SignedPlace {
  readonly sequence: number;
  /** The transition's, in hexadecimal. */
  readonly id: string;
  /** Ms since 1970. */
  readonly notAfter: number;
}

/** As many as a run of proposals could leave open at once, and far more. */
const MOST = 256;
const DATABASE = 'treasury-keys';
const STORE = 'signed';

/** Those that were signed for the same sequences or later ones, and are something else. */
export function conflictsOf(
  known: readonly SignedPlace[],
  wanted: readonly SignedPlace[],
): readonly SignedPlace[] {
  const from = Math.min(...wanted.map(({ sequence }) => sequence));
  return known.filter(
    ({ sequence, id }) => sequence >= from && !wanted.some((one) => one.id === id),
  );
}

export function withPlaces(
  known: readonly SignedPlace[],
  wanted: readonly SignedPlace[],
): readonly SignedPlace[] {
  const fresh = wanted.filter(({ id }) => !known.some((one) => one.id === id));
  return [...known, ...fresh].slice(-MOST);
}

/**
 * Reads what a key has signed on a chain, and stores what `decide` adds to it, in one transaction of this profile: two tabs that
 * sign at once know of each other. It is on the disk when this resolves. Rejects where the browser stores nothing.
 */
export async function rememberPlaces(
  key: string,
  decide: (known: readonly SignedPlace[]) => readonly SignedPlace[] | null,
): Promise<boolean> {
  const database = await openDatabase();
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
      const store = transaction.objectStore(STORE);
      let isKept = false;
      const reading = store.get(key) as IDBRequest<readonly SignedPlace[] | undefined>;
      reading.addEventListener('success', () => {
        const next = decide(reading.result ?? []);
        isKept = next !== null;
        if (next !== null) store.put(next, key);
      });
      transaction.addEventListener('complete', () => resolve(isKept));
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
