import {
  type Checkpoint,
  type CryptoProvider,
  type Hash,
  TILE_HEIGHT,
  TILE_WIDTH,
  consistencyProof,
  logHasher,
  tilePath,
  tileWidth,
  verifyConsistency,
} from '@tallystick/protocol';

/** Tiles kept at a time, of 8 kB each. */
const REMEMBERED_TILES = 256;

/**
 * What comparing two checkpoints of one log says. `unproven`: the tiles that the sovereign shows do not prove that the larger
 * tree continues the smaller one, as those of an append-only log do. `unknown`: it did not show the tiles.
 */
export type Consistency = 'consistent' | 'unproven' | 'unknown';

/** Fetches a tile by its path after `tile/`; null when there is none. */
export type TileFetch = (path: string) => Promise<Uint8Array | null>;

class MissingTile extends Error {}

/**
 * Proves from a sovereign's tiles that one checkpoint's tree is a beginning of another's. The tiles need not be trusted: a
 * proof made of wrong ones fails against the roots.
 */
export class LogReader {
  readonly #crypto: CryptoProvider;
  readonly #fetch: TileFetch;
  readonly #tiles = new Map<string, Uint8Array>();

  constructor(crypto: CryptoProvider, fetch: TileFetch) {
    this.#crypto = crypto;
    this.#fetch = fetch;
  }

  /** Whether `older` is a beginning of `newer`; sizes in that order. */
  async compare(older: Checkpoint, newer: Checkpoint): Promise<Consistency> {
    const hasher = logHasher((data) => this.#crypto.sha256(data));
    const proof = await this.#proof(older.size, newer.size);
    if (proof === undefined) return 'unknown';
    return verifyConsistency(hasher, older, newer, proof) ? 'consistent' : 'unproven';
  }

  /** The consistency proof from the tiles of the tree of `newer` leaves; undefined when a tile is missing. */
  async #proof(older: number, newer: number): Promise<Hash[] | undefined> {
    const hasher = logHasher((data) => this.#crypto.sha256(data));
    const wanted: { level: number; index: number }[] = [];
    const nothing = new Uint8Array(32);
    consistencyProof(hasher, older, newer, (level, index) => {
      wanted.push({ level, index });
      return nothing;
    });
    const nodes = new Map<string, Hash>();
    try {
      for (const { level, index } of wanted) {
        nodes.set(`${level}/${index}`, await this.#node(level, index, newer));
      }
    } catch (error) {
      if (error instanceof MissingTile) return undefined;
      throw error;
    }
    return consistencyProof(
      hasher,
      older,
      newer,
      (level, index) => nodes.get(`${level}/${index}`) ?? nothing,
    );
  }

  /** The root over leaves `index` × 2^level up to (`index` + 1) × 2^level, from the tile that holds its leaves' row. */
  async #node(level: number, index: number, size: number): Promise<Hash> {
    const hasher = logHasher((data) => this.#crypto.sha256(data));
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const count = 2 ** (level % TILE_HEIGHT);
    const first = index * count;
    const tileIndex = Math.floor(first / TILE_WIDTH);
    const tile = await this.#tile(tileLevel, tileIndex, size);
    const at = first % TILE_WIDTH;
    let row = Array.from({ length: count }, (_, i) => {
      const hash = tile.subarray((at + i) * 32, (at + i + 1) * 32);
      if (hash.length !== 32) throw new MissingTile();
      return hash;
    });
    while (row.length > 1) {
      const below = row;
      row = Array.from({ length: below.length / 2 }, (_, i) =>
        hasher.node(below[2 * i] as Hash, below[2 * i + 1] as Hash),
      );
    }
    return row[0] as Hash;
  }

  async #tile(level: number, index: number, size: number): Promise<Uint8Array> {
    const width = tileWidth(size, level, index);
    if (width === 0) throw new MissingTile();
    const path = tilePath({ level, index, width }).replace(/^tile\//, '');
    const known = this.#tiles.get(path);
    if (known !== undefined) return known;
    // C2SP tlog-tiles, "Partial Tiles": they may be gone once the full tile is there.
    const full = tilePath({ level, index, width: TILE_WIDTH }).replace(/^tile\//, '');
    const tile = (await this.#fetch(path)) ?? (path === full ? null : await this.#fetch(full));
    if (tile === null) throw new MissingTile();
    if (this.#tiles.size >= REMEMBERED_TILES) {
      const [oldest] = this.#tiles.keys();
      if (oldest !== undefined) this.#tiles.delete(oldest);
    }
    this.#tiles.set(path, tile);
    return tile;
  }
}
