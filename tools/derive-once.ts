import { nodeCrypto } from '@tallystick/protocol/crypto-node';

type Derive = typeof nodeCrypto.argon2id;

const derive: Derive = nodeCrypto.argon2id.bind(nodeCrypto);
/** Keys by passphrase, salt and cost. They are those of tests, and end with their process. */
const derived = new Map<string, Promise<Uint8Array>>();

/**
 * Derives a passphrase's key once for each process of tests, however often one and the same wallet or sovereign is opened:
 * Argon2id is slow on purpose, and was a fifth of the processor's time. What runs in a process of its own derives as ever.
 */
const deriveOnce: Derive = async (passphrase, salt, cost) => {
  const { memoryKib, passes, lanes } = cost;
  const key = JSON.stringify([[...passphrase], [...salt], memoryKib, passes, lanes]);
  const known = derived.get(key) ?? derive(passphrase, salt, cost);
  derived.set(key, known);
  // Whoever has a key overwrites it after use.
  return (await known).slice();
};

Object.assign(nodeCrypto, { argon2id: deriveOnce });
