import type { Hash } from '../crypto/index.ts';
import { equalBytes } from '../encoding/index.ts';
import { type TreeHasher, joinSubtrees } from './tree.ts';

/** Reads the root of a complete subtree: that of leaves `index` × 2^level up to (`index` + 1) × 2^level. */
export type NodeReader = (level: number, index: number) => Hash;

/** The leaves `start` up to, not including, `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** The root of the first `size` leaves. */
export function rootAt(hasher: TreeHasher, size: number, node: NodeReader): Hash {
  return rangeRoot(hasher, { start: 0, end: size }, node);
}

/** The audit path of leaf `index` in the tree of `size` leaves, nearest the leaf first (RFC 9162 §2.1.3.1). */
export function inclusionProof(
  hasher: TreeHasher,
  index: number,
  size: number,
  node: NodeReader,
): Hash[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} of ${size}`);
  const path: Hash[] = [];
  let range: Range = { start: 0, end: size };
  while (range.end - range.start > 1) {
    const middle = range.start + split(range.end - range.start);
    const left = { start: range.start, end: middle };
    const right = { start: middle, end: range.end };
    const [inside, sibling] = index < middle ? [left, right] : [right, left];
    path.push(rangeRoot(hasher, sibling, node));
    range = inside;
  }
  return path.reverse();
}

/** Whether `leaf` (a leaf hash) is leaf `index` of the tree of `size` leaves with that root (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  hasher: TreeHasher,
  leaf: Hash,
  place: { readonly index: number; readonly size: number },
  proof: readonly Hash[],
  root: Hash,
): boolean {
  const { index, size } = place;
  if (!isSize(size) || !isSize(index) || index >= size) return false;
  let at = index;
  let last = size - 1;
  let computed = leaf;
  for (const hash of proof) {
    if (last === 0 || hash.length !== 32) return false;
    if (at % 2 === 1 || at === last) {
      computed = hasher.node(hash, computed);
      while (at % 2 === 0 && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      computed = hasher.node(computed, hash);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equalBytes(computed, root);
}

/** The proof that the tree of `first` leaves is a beginning of that of `second` (RFC 9162 §2.1.4.1). */
export function consistencyProof(
  hasher: TreeHasher,
  first: number,
  second: number,
  node: NodeReader,
): Hash[] {
  if (!(first >= 0 && first <= second)) throw new RangeError(`sizes ${first} and ${second}`);
  const path: Hash[] = [];
  if (first === 0 || first === second) return path;
  let range: Range = { start: 0, end: second };
  // The verifier knows the first root: it is left out when the search ends on exactly that tree.
  while (range.end !== first) {
    const middle = range.start + split(range.end - range.start);
    const left = { start: range.start, end: middle };
    const right = { start: middle, end: range.end };
    const [inside, sibling] = first <= middle ? [left, right] : [right, left];
    path.push(rangeRoot(hasher, sibling, node));
    range = inside;
  }
  if (range.start !== 0) path.push(rangeRoot(hasher, range, node));
  return path.reverse();
}

/** A tree of `size` leaves by its root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Whether the tree `second` begins with all leaves of the tree `first` (RFC 9162 §2.1.4.2). */
export function verifyConsistency(
  hasher: TreeHasher,
  first: TreeHead,
  second: TreeHead,
  proof: readonly Hash[],
): boolean {
  if (!isSize(first.size) || !isSize(second.size) || first.size > second.size) return false;
  if (first.size === 0) return proof.length === 0 && equalBytes(first.root, hasher.empty);
  if (first.size === second.size) return proof.length === 0 && equalBytes(first.root, second.root);
  let at = first.size - 1;
  let last = second.size - 1;
  while (at % 2 === 1) {
    at = half(at);
    last = half(last);
  }
  // A power of two: the proof starts from the first root itself.
  const path = at === 0 ? [first.root, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined || path.some((hash) => hash.length !== 32)) return false;
  let firstRoot = start;
  let secondRoot = start;
  for (const hash of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      firstRoot = hasher.node(hash, firstRoot);
      secondRoot = hasher.node(hash, secondRoot);
      while (at % 2 === 0 && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      secondRoot = hasher.node(secondRoot, hash);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equalBytes(firstRoot, first.root) && equalBytes(secondRoot, second.root);
}

/** The root over a range that begins at a multiple of a power of two not below its length. */
function rangeRoot(hasher: TreeHasher, range: Range, node: NodeReader): Hash {
  const roots: Hash[] = [];
  let start = range.start;
  while (start < range.end) {
    const level = floorLog2(range.end - start);
    roots.push(node(level, start / 2 ** level));
    start += 2 ** level;
  }
  return joinSubtrees(hasher, roots);
}

/** The largest power of two below `count`, which is at least 2. */
function split(count: number): number {
  return 2 ** floorLog2(count - 1);
}

/** The largest k with 2^k ≤ value; exact, which Math.log2 is not beyond 2^48. */
function floorLog2(value: number): number {
  return value < 2 ** 32 ? 31 - Math.clz32(value) : 32 + floorLog2(Math.floor(value / 2 ** 32));
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
