import type { Hash } from '../crypto/index.ts';
import type { TreeHasher } from '../merkle/index.ts';

/** SHA-256 of a byte string, 32 bytes: a provider's, or a platform's faster one. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** The hashes of the log's tree (RFC 9162 section 2.1.1): leaves and nodes are told apart by their first byte. */
export function logHasher(sha256: Sha256): TreeHasher {
  // One buffer serves all nodes, and one all leaves: sha256 is synchronous and keeps nothing.
  const scratch = new Uint8Array(65);
  scratch[0] = 0x01;
  let leaf = new Uint8Array(1);
  return {
    empty: sha256(new Uint8Array(0)),
    leaf(data): Hash {
      // Nearly all are as long as the one before.
      if (leaf.length !== 1 + data.length) leaf = new Uint8Array(1 + data.length);
      leaf.set(data, 1);
      return sha256(leaf);
    },
    node(left, right): Hash {
      scratch.set(left, 1);
      scratch.set(right, 33);
      return sha256(scratch);
    },
  };
}
