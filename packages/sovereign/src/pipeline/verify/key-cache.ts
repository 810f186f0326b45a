import { type KeyObject, createPublicKey } from 'node:crypto';

type KeyType = 'ml-dsa-44' | 'ml-dsa-65' | 'slh-dsa-sha2-128f' | 'slh-dsa-sha2-128s';
/** The names that node:crypto has for the suites of protocol.md section 2. */
const TYPES: Readonly<Record<number, KeyType>> = {
  1: 'ml-dsa-44',
  2: 'ml-dsa-65',
  3: 'slh-dsa-sha2-128f',
  4: 'slh-dsa-sha2-128s',
};

/**
 * Imported keys: importing one costs 15 µs, and an object takes 7.5 kB. Two generations of at most `capacity` each; the
 * older is dropped whole, which a Map does cheaply.
 */
export interface KeyCache {
  /** The imported key; undefined when the bytes are no key of this suite. */
  get(suite: number, publicKey: Buffer): KeyObject | undefined;
}

interface Kept {
  readonly suite: number;
  readonly publicKey: Buffer;
  readonly imported: KeyObject;
}

/** Keys are looked up by their first bytes, which anybody may choose to be another's: the rest is compared. */
const PREFIX_BYTES = 16;

export function keyCache(capacity: number): KeyCache {
  let young = new Map<string, Kept>();
  let old = new Map<string, Kept>();

  function keep(name: string, kept: Kept): KeyObject {
    if (young.size >= capacity) {
      old = young;
      young = new Map();
    }
    young.set(name, kept);
    return kept.imported;
  }

  return {
    get(suite, publicKey) {
      const name = publicKey.toString('latin1', 0, PREFIX_BYTES);
      const found = young.get(name);
      if (found !== undefined && isSame(found, suite, publicKey)) return found.imported;
      const older = old.get(name);
      if (older !== undefined && isSame(older, suite, publicKey)) return keep(name, older);
      const own = Buffer.from(publicKey);
      const imported = importKey(suite, own);
      return imported && keep(name, { suite, publicKey: own, imported });
    },
  };
}

function isSame(kept: Kept, suite: number, publicKey: Buffer): boolean {
  return kept.suite === suite && kept.publicKey.equals(publicKey);
}

function importKey(suite: number, publicKey: Buffer): KeyObject | undefined {
  const asymmetricKeyType = TYPES[suite];
  if (asymmetricKeyType === undefined) return undefined;
  try {
    return createPublicKey({ key: publicKey, format: 'raw-public', asymmetricKeyType });
  } catch {
    return undefined;
  }
}
