import { type Hash, hash, hashParts } from '../crypto/index.ts';
import { type Codec, bytes, compareBytes, concat, list, record, uint } from '../encoding/index.ts';
import { type TreeHasher, inclusionProof, rootOfLeaves, verifyInclusion } from '../merkle/index.ts';
import { ZERO_HASH } from './state.ts';

/** A 32-byte key and its 32-byte value. */
export type ContentsEntry = readonly [key: Uint8Array, value: Uint8Array];

/** Shows that one entry is in a map: the entry's place among `size` sorted by key, and its path. */
export interface ContentsProof {
  readonly index: number;
  readonly size: number;
  readonly path: readonly Hash[];
}

/** Paths of trees of up to 2^32 entries. */
const MAX_PATH = 32;

export const contentsProofCodec: Codec<ContentsProof> = record({
  index: uint(2 ** 32 - 1),
  size: uint(2 ** 32),
  path: list(bytes(32), MAX_PATH),
});

/** protocol.md section 3: leaf `H_leaf(key ‖ value)`, node `H_node(left ‖ right)`, no entries: 32 zero bytes. */
const HASHER: TreeHasher = {
  empty: ZERO_HASH,
  leaf: (data) => hash('leaf', data),
  node: (left, right) => hashParts('node', left, right),
};

/** The root of a map in any order; two entries of one key are a programmer's error. */
export function contentsRoot(entries: readonly ContentsEntry[]): Hash {
  return rootOfLeaves(HASHER, leavesOf(sorted(entries)));
}

/** The proof that the entry of `key` is in the map; undefined when there is none. */
export function proveContents(
  entries: readonly ContentsEntry[],
  key: Uint8Array,
): ContentsProof | undefined {
  const inOrder = sorted(entries);
  const index = inOrder.findIndex(([other]) => compareBytes(other, key) === 0);
  if (index < 0) return undefined;
  const rows = [leavesOf(inOrder)];
  for (let row = rows[0] as Hash[]; row.length > 1; row = rows.at(-1) as Hash[]) {
    rows.push(pairs(row));
  }
  const node = (level: number, at: number): Hash => rows[level]?.[at] as Hash;
  return { index, size: inOrder.length, path: inclusionProof(HASHER, index, inOrder.length, node) };
}

/** Whether `root` is that of a map in which `entry` stands. */
export function verifyContents(root: Hash, entry: ContentsEntry, proof: ContentsProof): boolean {
  const [key, value] = entry;
  if (key.length !== 32 || value.length !== 32) return false;
  return verifyInclusion(HASHER, HASHER.leaf(concat(key, value)), proof, proof.path, root);
}

function sorted(entries: readonly ContentsEntry[]): ContentsEntry[] {
  const inOrder = entries.toSorted(([a], [b]) => compareBytes(a, b));
  inOrder.forEach(([key, value], i) => {
    if (key.length !== 32 || value.length !== 32) throw new RangeError('not 32 bytes');
    const before = inOrder[i - 1];
    if (before !== undefined && compareBytes(before[0], key) === 0) {
      throw new RangeError('two entries of one key');
    }
  });
  return inOrder;
}

function leavesOf(entries: readonly ContentsEntry[]): Hash[] {
  return entries.map(([key, value]) => HASHER.leaf(concat(key, value)));
}

/** The row above, without the last of an odd row: only complete subtrees are read from rows. */
function pairs(row: readonly Hash[]): Hash[] {
  const above: Hash[] = [];
  for (let i = 0; i + 1 < row.length; i += 2) {
    above.push(HASHER.node(row[i] as Hash, row[i + 1] as Hash));
  }
  return above;
}
