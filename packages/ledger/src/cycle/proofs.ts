import type { Hash, TileTree, TreeHasher } from '@tallystick/protocol';

/** No leaf, nor the one before any. */
const NONE = -2;

/**
 * Inclusion proofs in one tree size for many leaves: what stands to the right of the complete
 * subtrees is the same for all of them, and computed once (RFC 9162 section 2.1.3).
 */
export class BatchProofs {
  readonly #tree: TileTree;
  readonly #size: number;
  /** By level: the root over the leaves right of the last complete subtree; undefined for none. */
  readonly #edges: (Hash | undefined)[] = [];
  /** The last path, and whose it was: a neighbour's differs at the lowest levels only. */
  #last: readonly Hash[] = [];
  #lastIndex = NONE;

  /** The tree has at least `size` leaves. */
  constructor(tree: TileTree, hasher: TreeHasher, size: number) {
    this.#tree = tree;
    this.#size = size;
    let edge: Hash | undefined;
    for (let width = size, level = 0; width > 0; width = Math.floor(width / 2), level += 1) {
      this.#edges.push(edge);
      if (width % 2 === 0) continue;
      const last = tree.node(level, width - 1);
      edge = edge === undefined ? last : hasher.node(last, edge);
    }
  }

  /** The audit path of leaf `index`, nearest the leaf first. */
  path(index: number): readonly Hash[] {
    const path = this.#neighbours(index) ?? this.#whole(index);
    this.#last = path;
    this.#lastIndex = index;
    return path;
  }

  /** From the path of the leaf before, when that was the last. */
  #neighbours(index: number): Hash[] | undefined {
    if (index !== this.#lastIndex + 1) return undefined;
    const path = this.#last.slice();
    let at = index;
    let width = this.#size;
    for (let level = 0; ; level += 1) {
      const sibling = this.#sibling(level, at, width);
      if (sibling === undefined) return undefined;
      path[level] = sibling;
      // The node before a right child has the same parent: from here on both go the same way.
      if (at % 2 === 1) return path;
      at = Math.floor(at / 2);
      width = Math.floor(width / 2);
    }
  }

  #whole(index: number): Hash[] {
    const path: Hash[] = [];
    let at = index;
    let width = this.#size;
    for (let level = 0; level < this.#edges.length; level += 1) {
      const sibling = this.#sibling(level, at, width);
      if (sibling !== undefined) path.push(sibling);
      at = Math.floor(at / 2);
      width = Math.floor(width / 2);
    }
    return path;
  }

  /** The other child of the parent of node `at`, of a level with `width` complete nodes. */
  #sibling(level: number, at: number, width: number): Hash | undefined {
    const sibling = at % 2 === 0 ? at + 1 : at - 1;
    if (sibling < width) return this.#tree.node(level, sibling);
    return sibling === width ? this.#edges[level] : undefined;
  }
}
