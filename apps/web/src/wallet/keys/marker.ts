/** What stays where a wallet was, if its storage goes: no secret, and only to say so honestly. */
export interface Marker {
  readonly handle: string | null;
  readonly sovereign: string;
}

const NAME = 'tallystick-wallet-was';
const CACHE = 'wallet-marker';
const PATH = '/wallet-marker';

/** A wallet is here: kept in two places, for one may be cleared without the other. */
export async function markWallet(marker: Marker): Promise<void> {
  const text = JSON.stringify(marker);
  try {
    localStorage.setItem(NAME, text);
    await (await caches.open(CACHE)).put(PATH, new Response(text));
  } catch {
    // Where a browser keeps nothing, it cannot say what it has lost either.
  }
}

/** The wallet that was here, as far as anything of this origin still knows. */
export async function markedWallet(): Promise<Marker | null> {
  try {
    const kept = localStorage.getItem(NAME);
    const text = kept ?? (await (await caches.match(PATH, { cacheName: CACHE }))?.text()) ?? 'null';
    return readMarker(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Whether nothing of this origin knows of a wallet. It is told without opening a storage, so a first visitor does not wait for
 * the process that has the keys; where a browser cannot tell, it is false.
 */
export async function isFirstVisit(): Promise<boolean> {
  try {
    const stored = await indexedDB.databases();
    return stored.length === 0 && (await markedWallet()) === null;
  } catch {
    return false;
  }
}

/** Somebody has decided to begin anew. */
export async function forgetMarker(): Promise<void> {
  try {
    localStorage.removeItem(NAME);
    await caches.delete(CACHE);
  } catch {
    // Nothing was kept.
  }
}

function readMarker(kept: unknown): Marker | null {
  const { handle = null, sovereign } = (kept ?? {}) as Partial<Marker>;
  if (typeof sovereign !== 'string') return null;
  return { handle: typeof handle === 'string' ? handle : null, sovereign };
}
