import type { Hash } from '../crypto/index.ts';

/**
 * The hashes of one kind of Merkle tree. All trees here have the shape of RFC 9162 section 2.1: n leaves are split at the
 * largest power of two below n.
 */
export interface TreeHasher {
  /** The root of the tree without leaves. */
  readonly empty: Hash;
  leaf(data: Uint8Array): Hash;
  node(left: Hash, right: Hash): Hash;
}

/** The root over leaf hashes. */
export function rootOfLeaves(hasher: TreeHasher, leaves: readonly Hash[]): Hash {
  const frontier = new Frontier(hasher);
  for (const leaf of leaves) frontier.append(leaf);
  return frontier.root();
}

/**
 * The right edge of a growing tree: the roots of its complete subtrees, the largest first, one for every 1 in the binary
 * form of its size. Appending costs one hash on average.
 */
export class Frontier {
  readonly #hasher: TreeHasher;
  readonly #roots: Hash[];
  #size: number;

  /** Starts empty, or at `size` with the roots of the complete subtrees of that size. */
  constructor(hasher: TreeHasher, size = 0, roots: readonly Hash[] = []) {
    if (roots.length !== countOnes(size)) throw new RangeError('not the subtrees of this size');
    this.#hasher = hasher;
    this.#size = size;
    this.#roots = [...roots];
  }

  get size(): number {
    return this.#size;
  }

  /** The roots of the complete subtrees, the largest first. */
  get roots(): readonly Hash[] {
    return this.#roots;
  }

  /** Appends a leaf hash; `onNode` sees every node that it completes, from the leaf (level 0) upwards. */
  append(leaf: Hash, onNode?: (level: number, root: Hash) => void): void {
    let root = leaf;
    let level = 0;
    onNode?.(level, root);
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      root = this.#hasher.node(this.#roots.pop() as Hash, root);
      level += 1;
      onNode?.(level, root);
    }
    this.#roots.push(root);
    this.#size += 1;
  }

  root(): Hash {
    return joinSubtrees(this.#hasher, this.#roots);
  }

  clone(): Frontier {
    return new Frontier(this.#hasher, this.#size, this.#roots);
  }
}

/** The root over complete subtrees, the largest (leftmost) first. */
export function joinSubtrees(hasher: TreeHasher, roots: readonly Hash[]): Hash {
  let root = roots.at(-1);
  if (root === undefined) return hasher.empty;
  for (let i = roots.length - 2; i >= 0; i -= 1) root = hasher.node(roots[i] as Hash, root);
  return root;
}

function countOnes(value: number): number {
  let ones = 0;
  for (let rest = value; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}
