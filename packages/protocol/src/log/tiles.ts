/** C2SP tlog-tiles: a tile holds 2^8 hashes of one level. */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

/** A tile of hashes, or with the level `entries` a bundle of leaf data. `width` is 256 for a full one. */
export interface TileName {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** `tile/0/x001/x234/067`, `tile/entries/005.p/17`: C2SP tlog-tiles, "Merkle Tree" and "Log entries". */
export function tilePath(tile: TileName): string {
  const { level, index, width } = tile;
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`no tile ${index}`);
  if (!(width >= 1 && width <= TILE_WIDTH)) throw new RangeError(`no tile of width ${width}`);
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

const PATH = /^tile\/(entries|\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;
/** Longer paths name tiles of trees that cannot be. */
const MAX_PATH_LENGTH = 64;

/** The tile that a path names; undefined for anything that `tilePath` would not have written. */
export function parseTilePath(path: string): TileName | undefined {
  const match = path.length > MAX_PATH_LENGTH ? null : PATH.exec(path);
  if (match === null) return undefined;
  const [, level = '', groups = '', width] = match;
  const tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  } as const;
  if (!Number.isSafeInteger(tile.index) || tile.width > TILE_WIDTH) return undefined;
  return tilePath(tile) === path ? tile : undefined;
}

/** How many hashes tile `index` of `level` has in a tree of `size` leaves; 0 when there is no such tile. */
export function tileWidth(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, hashes));
}

/** Leaf data as an entry bundle: each after its length in two bytes, big-endian. */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH) throw new RangeError(`bundle of ${entries.length}`);
  const out = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new RangeError(`entry of ${entry.length} bytes`);
    out[at] = entry.length >> 8;
    out[at + 1] = entry.length;
    out.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return out;
}

/** The leaf data of a bundle, as views of it; undefined when it is cut off or has more than 256 entries. */
export function decodeEntryBundle(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    if (high === undefined || low === undefined || entries.length === TILE_WIDTH) return undefined;
    const end = at + 2 + high * 256 + low;
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
