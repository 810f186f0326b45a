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
 * Imported keys by the ledger's key slot: importing one costs 15 µs and an object takes 7.5 kB. Two generations of at most
 * `capacity` each; the older is dropped whole, which a Map does cheaply.
 */
export interface KeyCache {
  /** The imported key; undefined when the bytes are no key. Negative slots are not kept. */
  get(slot: number, suite: number, publicKey: () => Uint8Array): KeyObject | undefined;
}

export function keyCache(capacity: number): KeyCache {
  let young = new Map<number, KeyObject>();
  let old = new Map<number, KeyObject>();

  function keep(slot: number, key: KeyObject): KeyObject {
    if (young.size >= capacity) {
      old = young;
      young = new Map();
    }
    young.set(slot, key);
    return key;
  }

  return {
    get(slot, suite, publicKey) {
      const found = young.get(slot);
      if (found !== undefined) return found;
      const older = old.get(slot);
      if (older !== undefined) return keep(slot, older);
      const imported = importKey(suite, publicKey());
      if (imported === undefined || slot < 0) return imported;
      return keep(slot, imported);
    },
  };
}

function importKey(suite: number, publicKey: Uint8Array): KeyObject | undefined {
  const asymmetricKeyType = TYPES[suite];
  if (asymmetricKeyType === undefined) return undefined;
  try {
    return createPublicKey({
      key: Buffer.from(publicKey),
      format: 'raw-public',
      asymmetricKeyType,
    });
  } catch {
    return undefined;
  }
}
