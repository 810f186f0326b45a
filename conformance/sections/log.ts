import {
  type CryptoProvider,
  type Hash,
  TileTree,
  type TreeHasher,
  effectsCodec,
  effectsHash,
  encode,
  encodeEntryBundle,
  entryHash,
  entryLeaf,
  headerLeaf,
  logHasher,
  rootOfLeaves,
  tilePath,
  tileWidth,
} from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { FOUNDED_AT } from './samples.ts';

/** Sizes at and around powers of two. */
const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33];

/** Leaves, roots, proofs and tiles of a small log; paths and widths of the tiles of large ones. */
export function logVectors(crypto: CryptoProvider): Json {
  const hasher = logHasher((data) => crypto.sha256(data));
  const leaves = leafData(33);
  const tree = new TileTree(hasher, 0, () => undefined);
  for (const data of leaves) tree.append(hasher.leaf(data));
  return plain({
    leaves: leaves.map((data) => ({ data, hash: hasher.leaf(data) })),
    roots: [0, ...SIZES].map((size) => ({ size, root: tree.rootAt(size) })),
    inclusion: SIZES.flatMap((size) =>
      [0, Math.floor(size / 2), size - 1].map((index) => ({
        index,
        size,
        proof: tree.inclusionProof(index, size),
      })),
    ),
    consistency: SIZES.flatMap((second) =>
      SIZES.filter((first) => first <= second).map((first) => ({
        first,
        second,
        proof: tree.consistencyProof(first, second),
      })),
    ),
    effects: effectsSamples(),
    bundle: { entries: leaves.slice(0, 3), bytes: encodeEntryBundle(leaves.slice(0, 3)) },
    tile: tree.takeChanged().map(({ level, index, hashes }) => ({ level, index, hashes })),
    paths: paths(),
    largeTree: largeTree(hasher),
  });
}

/** Leaf data: a header, then entries, a header again after every five. */
function leafData(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => {
    const stateRoot = i === 20 ? { size: 15, root: bytesFor('state root') } : null;
    const gapMs = i === 20 ? 200_000 : 0;
    const header = { time: FOUNDED_AT + i, closedMs: gapMs, gapMs, epoch: 0, stateRoot };
    if (i % 5 === 0) return headerLeaf(header);
    const effects = encode(effectsCodec, { kind: 'say', time: FOUNDED_AT + i });
    return entryLeaf(bytesFor(`transition ${i}`), effects);
  });
}

function effectsSamples(): unknown[] {
  const time = FOUNDED_AT;
  const transition = bytesFor('transition');
  const decisions = [1, 2].map((n) => ({
    rulebook: bytesFor('rulebook'),
    facts: bytesFor(`facts ${n}`),
  }));
  const takings = [
    { paidAfter: 1000n, closed: true },
    { paidAfter: 0n, closed: false },
  ];
  const all = [
    { kind: 'open', time },
    { kind: 'mint', time, minted: 2n ** 63n - 1n, burned: 0n },
    { kind: 'burn', time, minted: 100n, burned: 40n },
    { kind: 'put', time, decisions },
    { kind: 'take', time, takings },
    { kind: 'say', time },
  ] as const;
  return all.map((value) => {
    const bytes = encode(effectsCodec, value);
    const leaf = entryLeaf(transition, bytes);
    return {
      value,
      bytes,
      hash: effectsHash(bytes),
      transition,
      entry: entryHash(transition, bytes),
      leaf,
    };
  });
}

function paths(): unknown[] {
  const tiles = [
    { level: 0, index: 0, width: 256 },
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1000, width: 1 },
    { level: 2, index: 1_234_067, width: 255 },
    { level: 'entries', index: 1_000_000, width: 256 },
  ] as const;
  return tiles.map((tile) => ({ ...tile, path: tilePath(tile) }));
}

/** The tiles of 70,000 leaves (the example of C2SP tlog-tiles), and the root of 600 leaves by number. */
function largeTree(hasher: TreeHasher): object {
  const leaves: Hash[] = Array.from({ length: 600 }, (_, i) =>
    hasher.leaf(Uint8Array.of(i >> 8, i)),
  );
  const widths = [
    [0, 272],
    [0, 273],
    [1, 0],
    [1, 1],
    [2, 0],
  ].map(([level = 0, index = 0]) => ({ level, index, width: tileWidth(70_000, level, index) }));
  return { size: 70_000, widths, rootOf600: rootOfLeaves(hasher, leaves) };
}
