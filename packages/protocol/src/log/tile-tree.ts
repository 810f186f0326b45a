import type { Hash } from '../crypto/index.ts';
import {
  Frontier,
  type TreeHasher,
  consistencyProof,
  inclusionProof,
  rootAt,
} from '../merkle/index.ts';
import { TILE_HEIGHT, TILE_WIDTH, tileWidth } from './tiles.ts';

/** The concatenated hashes of a tile, as wide as it is at least at the size in question. */
export type TileReader = (level: number, index: number) => Uint8Array | undefined;

/** A tile's hashes as they are now. */
export interface TileRow {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** Full tiles whose inner nodes are remembered; each takes some 100 kB. */
const REMEMBERED_TILES = 16;

/** All complete nodes of one tile: row 0 its hashes, row r the roots over 2^r of them. */
type Rows = Hash[][];

interface Edge {
  index: number;
  rows: Rows;
  changed: boolean;
}

/**
 * The log's tree over its tiles. It holds the tiles of the right edge with their inner nodes, so that appending and proving
 * what was just appended reads nothing; what lies further left is read from its tiles.
 */
export class TileTree {
  readonly #hasher: TreeHasher;
  readonly #read: TileReader;
  readonly #edges: Edge[] = [];
  readonly #remembered = new Map<string, Rows>();
  #finished: TileRow[] = [];
  #frontier: Frontier;

  /** Opens the tree of `size` leaves whose tiles `read` answers. Throws `RangeError` when one is missing. */
  constructor(hasher: TreeHasher, size: number, read: TileReader) {
    this.#hasher = hasher;
    this.#read = read;
    for (let level = 0; Math.floor(size / TILE_WIDTH ** level) > 0; level += 1) {
      const index = Math.floor(size / TILE_WIDTH ** (level + 1));
      const width = tileWidth(size, level, index);
      const rows = width === 0 ? emptyRows() : this.#readRows(level, index, width);
      this.#edges.push({ index, rows, changed: false });
    }
    this.#frontier = new Frontier(hasher, size, this.#completeSubtrees(size));
  }

  get size(): number {
    return this.#frontier.size;
  }

  root(): Hash {
    return this.#frontier.root();
  }

  /** The root of this tree and more leaves, by their hashes. Nothing is appended. */
  rootWith(leaves: readonly Hash[]): Hash {
    const grown = this.#frontier.clone();
    for (const leaf of leaves) grown.append(leaf);
    return grown.root();
  }

  /** Appends a leaf hash. */
  append(leaf: Hash): void {
    this.#frontier.append(leaf, this.#add);
  }

  /** The tiles that changed since the last call, each once and as wide as it is now. */
  takeChanged(): TileRow[] {
    const changed = this.#finished;
    this.#finished = [];
    for (const [level, edge] of this.#edges.entries()) {
      if (!edge.changed) continue;
      edge.changed = false;
      changed.push({ level, index: edge.index, hashes: tileBytes(edge.rows) });
    }
    return changed;
  }

  /** The root over leaves `index` × 2^level up to (`index` + 1) × 2^level, all of which there are. */
  node(level: number, index: number): Hash {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const row = level % TILE_HEIGHT;
    const width = TILE_WIDTH / 2 ** row;
    const tile = Math.floor(index / width);
    const edge = this.#edges[tileLevel];
    const rows = edge?.index === tile ? edge.rows : this.#fullRows(tileLevel, tile);
    const found = rows[row]?.[index % width];
    if (found === undefined) throw new RangeError(`no node ${index} of level ${level}`);
    return found;
  }

  /** The root of the first `size` leaves. */
  rootAt(size: number): Hash {
    return rootAt(this.#hasher, size, this.#node);
  }

  /** The audit path of leaf `index` in the tree of the first `size` leaves. */
  inclusionProof(index: number, size: number): Hash[] {
    return inclusionProof(this.#hasher, index, size, this.#node);
  }

  /** The proof that the first `first` leaves are a beginning of the first `second`. */
  consistencyProof(first: number, second: number): Hash[] {
    return consistencyProof(this.#hasher, first, second, this.#node);
  }

  readonly #node = (level: number, index: number): Hash => this.node(level, index);

  readonly #add = (level: number, root: Hash): void => {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    let edge = this.#edges[tileLevel];
    if (edge === undefined) {
      edge = { index: 0, rows: emptyRows(), changed: false };
      this.#edges.push(edge);
    }
    edge.rows[level % TILE_HEIGHT]?.push(root);
    edge.changed = true;
    // The last inner node of a full tile completes it; its root is a hash of the tile above.
    if (level % TILE_HEIGHT !== TILE_HEIGHT - 1 || edge.rows[TILE_HEIGHT - 1]?.length !== 2) return;
    this.#finished.push({ level: tileLevel, index: edge.index, hashes: tileBytes(edge.rows) });
    this.#remember(tileLevel, edge.index, edge.rows);
    this.#edges[tileLevel] = { index: edge.index + 1, rows: emptyRows(), changed: false };
  };

  #fullRows(level: number, index: number): Rows {
    const known = this.#remembered.get(`${level}/${index}`);
    if (known !== undefined) return known;
    const rows = this.#readRows(level, index, TILE_WIDTH);
    this.#remember(level, index, rows);
    return rows;
  }

  #remember(level: number, index: number, rows: Rows): void {
    this.#remembered.set(`${level}/${index}`, rows);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > REMEMBERED_TILES && oldest !== undefined) {
      this.#remembered.delete(oldest);
    }
  }

  #readRows(level: number, index: number, width: number): Rows {
    const tile = this.#read(level, index);
    if (tile === undefined || tile.length < width * 32) {
      throw new RangeError(`tile ${level}/${index} is not ${width} hashes wide`);
    }
    const rows = emptyRows();
    for (let i = 0; i < width; i += 1) rows[0]?.push(tile.slice(i * 32, i * 32 + 32));
    for (let r = 1; r < rows.length; r += 1) {
      const below = rows[r - 1] as Hash[];
      for (let i = 0; i + 1 < below.length; i += 2) {
        rows[r]?.push(this.#hasher.node(below[i] as Hash, below[i + 1] as Hash));
      }
    }
    return rows;
  }

  #completeSubtrees(size: number): Hash[] {
    const roots: Hash[] = [];
    let rest = size;
    for (let level = 0; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) roots.unshift(this.node(level, rest - 1));
    }
    return roots;
  }
}

function emptyRows(): Rows {
  return Array.from({ length: TILE_HEIGHT }, () => []);
}

function tileBytes(rows: Rows): Uint8Array {
  const hashes = rows[0] ?? [];
  const out = new Uint8Array(hashes.length * 32);
  for (const [i, hash] of hashes.entries()) out.set(hash, i * 32);
  return out;
}
