import {
  type CryptoProvider,
  type Hash,
  type NodeReader,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TreeHasher,
  type TreeHead,
  consistencyProof,
  equalBytes,
  inclusionProof,
  logHasher,
  rootAt,
  tilePath,
  tileWidth,
  verifyConsistency,
  verifyInclusion,
} from '@tallystick/protocol';

/**
 * What comparing two trees of one log says. `forked`: tiles that are those of the larger one prove that it is no continuation
 * of the other. `unknown`: the sovereign did not show its tiles, or showed some that are not of it. Nobody signs a tile, so
 * wrong ones prove nothing against whoever signed the trees.
 */
export type Consistency = 'consistent' | 'forked' | 'unknown';

/** Fetches a tile by its path after `tile/`; null when there is none. */
export type TileFetch = (path: string) => Promise<Uint8Array | null>;

/** The root over leaves `index` × 2^level up to (`index` + 1) × 2^level. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

class MissingTile extends Error {}

/**
 * Proves from a sovereign's tiles that one checkpoint's tree is a beginning of another's, or that it is not. The tiles need
 * not be trusted: a proof made of wrong ones fails against the larger root. One reader serves one comparison: what it has read it keeps.
 */
export class LogReader {
  readonly #hasher: TreeHasher;
  readonly #fetch: TileFetch;
  readonly #size: number;
  readonly #tiles = new Map<string, Uint8Array>();
  readonly #nodes = new Map<string, Hash>();

  /** `size`: of the newest tree that the sovereign shows; its tiles hold those of every smaller one. */
  constructor(crypto: CryptoProvider, fetch: TileFetch, size: number) {
    this.#hasher = logHasher((data) => crypto.sha256(data));
    this.#fetch = fetch;
    this.#size = size;
  }

  /** Whether `older` is a beginning of `newer`; sizes in that order. */
  async compare(older: TreeHead, newer: TreeHead): Promise<Consistency> {
    const { size } = older;
    const read = await this.#read((hasher, node) => [
      rootAt(hasher, size, node),
      ...consistencyProof(hasher, size, newer.size, node),
    ]);
    if (read === undefined) return 'unknown';
    // First what the larger tree really begins with: that stands on its signed root alone, whoever showed the tiles.
    const [root = older.root, ...proof] = read;
    if (!verifyConsistency(this.#hasher, { size, root }, newer, proof)) return 'unknown';
    return equalBytes(root, older.root) ? 'consistent' : 'forked';
  }

  /** The proof that `leaf` is entry `index` of a tree; undefined where the tiles are missing or do not prove it. */
  async prove(leaf: Hash, index: number, { size, root }: TreeHead): Promise<Hash[] | undefined> {
    if (index >= size) return undefined;
    const proof = await this.#read((hasher, node) => inclusionProof(hasher, index, size, node));
    if (proof === undefined) return undefined;
    return verifyInclusion(this.#hasher, leaf, { index, size }, proof, root) ? proof : undefined;
  }

  /** Whether `tree`, which has all its leaves, has this complete subtree. */
  async includes({ level, index, hash }: Subtree, tree: TreeHead): Promise<Consistency> {
    const { size, root } = tree;
    const first = index * 2 ** level;
    // With the leaf at its front the audit path also has, nearest the leaf first, what the subtree is made of.
    const path = await this.#read((hasher, node) => [
      node(0, first),
      ...inclusionProof(hasher, first, size, node),
    ]);
    if (path === undefined) return 'unknown';
    const [leaf = hash, ...proof] = path;
    if (!verifyInclusion(this.#hasher, leaf, { index: first, size }, proof, root)) return 'unknown';
    const inside = proof.slice(0, level);
    const subtree = inside.reduce((left, right) => this.#hasher.node(left, right), leaf);
    return equalBytes(subtree, hash) ? 'consistent' : 'forked';
  }

  /** What `build` makes of nodes, which are fetched first; undefined when a tile is missing. */
  async #read(
    build: (hasher: TreeHasher, node: NodeReader) => Hash[],
  ): Promise<Hash[] | undefined> {
    const wanted: { level: number; index: number }[] = [];
    const nothing = new Uint8Array(32);
    build(this.#hasher, (level, index) => {
      wanted.push({ level, index });
      return nothing;
    });
    const nodes = new Map<string, Hash>();
    try {
      for (const { level, index } of wanted) {
        nodes.set(`${level}/${index}`, await this.#node(level, index));
      }
    } catch (error) {
      if (error instanceof MissingTile) return undefined;
      throw error;
    }
    return build(this.#hasher, (level, index) => nodes.get(`${level}/${index}`) ?? nothing);
  }

  /** The root over leaves `index` × 2^level up to (`index` + 1) × 2^level. */
  async #node(level: number, index: number): Promise<Hash> {
    const key = `${level}/${index}`;
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node = await this.#readNode(level, index);
    this.#nodes.set(key, node);
    return node;
  }

  /** From its two halves, or where a tile has it from that. */
  async #readNode(level: number, index: number): Promise<Hash> {
    if (level % TILE_HEIGHT > 0) {
      const left = await this.#node(level - 1, 2 * index);
      const right = await this.#node(level - 1, 2 * index + 1);
      return this.#hasher.node(left, right);
    }
    const tile = await this.#tile(level / TILE_HEIGHT, Math.floor(index / TILE_WIDTH));
    const at = (index % TILE_WIDTH) * 32;
    const hash = tile.subarray(at, at + 32);
    if (hash.length !== 32) throw new MissingTile();
    return hash;
  }

  async #tile(level: number, index: number): Promise<Uint8Array> {
    const width = tileWidth(this.#size, level, index);
    if (width === 0) throw new MissingTile();
    const path = pathOf(level, index, width);
    const known = this.#tiles.get(path);
    if (known !== undefined) return known;
    // C2SP tlog-tiles, "Partial Tiles": they may be gone once the full tile is there.
    const full = pathOf(level, index, TILE_WIDTH);
    const tile = (await this.#fetch(path)) ?? (path === full ? null : await this.#fetch(full));
    if (tile === null) throw new MissingTile();
    this.#tiles.set(path, tile);
    return tile;
  }
}

/** A tile's path after `tile/`. */
function pathOf(level: number, index: number, width: number): string {
  return tilePath({ level, index, width }).replace(/^tile\//, '');
}
