import type { Hash, TileTree, TreeHasher } from '@tallystick/protocol';

/**
 * Inclusion proofs in one tree size for many leaves: what stands to the right of the complete
 * subtrees is the same for all of them, and computed once (RFC 9162 section 2.1.3).
 */
export class BatchProofs {
  readonly #tree: TileTree;
  readonly #size: number;
  /** By level: the root over the leaves right of the last complete subtree; undefined for none. */
  readonly #edges: (Hash | undefined)[] = [];

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
  path(index: number): Hash[] {
    const path: Hash[] = [];
    let at = index;
    let width = this.#size;
    for (let level = 0; level < this.#edges.length; level += 1) {
      const sibling = at % 2 === 0 ? at + 1 : at - 1;
      if (sibling < width) path.push(this.#tree.node(level, sibling));
      else if (sibling === width) {
        const edge = this.#edges[level];
        if (edge !== undefined) path.push(edge);
      }
      at = Math.floor(at / 2);
      width = Math.floor(width / 2);
    }
    return path;
  }
}
