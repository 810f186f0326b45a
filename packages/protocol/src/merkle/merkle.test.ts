import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Hash } from '../crypto/index.ts';
import { logHasher } from '../log/index.ts';
import {
  Frontier,
  consistencyProof,
  inclusionProof,
  rootAt,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';

const sha256 = (data: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(data).digest());
const hasher = logHasher(sha256);
const SIZE = 300;
const leaves = Array.from({ length: SIZE }, (_, i) => hasher.leaf(Uint8Array.of(i >> 8, i)));

/** The tree hash as RFC 9162 section 2.1.1 defines it, by recursion. */
function defined(list: readonly Hash[]): Hash {
  if (list.length === 0) return sha256(new Uint8Array(0));
  if (list.length === 1) return list[0]!;
  let k = 1;
  while (k * 2 < list.length) k *= 2;
  return hasher.node(defined(list.slice(0, k)), defined(list.slice(k)));
}

const roots = Array.from({ length: SIZE + 1 }, (_, size) =>
  rootOfLeaves(hasher, leaves.slice(0, size)),
);
const node = (level: number, index: number): Hash =>
  defined(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));

describe('the root', () => {
  it('of the RFC 6962 test tree is what Certificate Transparency publishes', () => {
    const inputs = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ].map((hex) => hasher.leaf(Uint8Array.fromHex(hex)));
    const published = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    published.forEach((root, size) => {
      expect(rootOfLeaves(hasher, inputs.slice(0, size)).toHex()).toBe(root);
    });
  });

  it('is the defined one for every size, appended, resumed or read from nodes', () => {
    for (let size = 0; size <= SIZE; size += 1) {
      const expected = defined(leaves.slice(0, size));
      expect(roots[size]).toEqual(expected);
      expect(rootAt(hasher, size, node)).toEqual(expected);
    }
    for (let at = 0; at <= SIZE; at += 23) {
      const first = new Frontier(hasher);
      for (const leaf of leaves.slice(0, at)) first.append(leaf);
      const resumed = new Frontier(hasher, at, first.roots);
      for (const leaf of leaves.slice(at)) resumed.append(leaf);
      expect(resumed.root()).toEqual(roots[SIZE]);
      expect(first.root()).toEqual(roots[at]);
    }
    expect(() => new Frontier(hasher, 3, [leaves[0]!])).toThrow(RangeError);
  });
});

describe('inclusion', () => {
  it('is proven for every leaf of every size up to 64, and many beyond', () => {
    for (let size = 1; size <= SIZE; size += size < 64 ? 1 : 13) {
      for (let index = 0; index < size; index += size < 64 ? 1 : 7) {
        const proof = inclusionProof(hasher, index, size, node);
        expect(verifyInclusion(hasher, leaves[index]!, { index, size }, proof, roots[size]!)).toBe(
          true,
        );
      }
    }
    expect(() => inclusionProof(hasher, 5, 5, node)).toThrow(RangeError);
  });

  it('fails when anything is changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: SIZE }),
        fc.nat(),
        fc.nat(),
        fc.nat(31),
        (size, leaf, place, byte) => {
          const index = leaf % size;
          const proof = inclusionProof(hasher, index, size, node);
          const root = roots[size]!;
          const own = leaves[index]!;
          const holds = (
            change: Partial<{ leaf: Hash; index: number; size: number; proof: Hash[]; root: Hash }>,
          ): boolean => {
            const all = { leaf: own, index, size, proof, root, ...change };
            return verifyInclusion(hasher, all.leaf, all, all.proof, all.root);
          };
          expect(holds({})).toBe(true);
          const at = place % proof.length;
          expect(holds({ proof: proof.with(at, flip(proof[at]!, byte)) })).toBe(false);
          expect(holds({ proof: proof.toSpliced(at, 1) })).toBe(false);
          expect(holds({ proof: proof.toSpliced(at, 0, proof[at]!) })).toBe(false);
          expect(holds({ proof: proof.with(at, proof[at]!.subarray(1)) })).toBe(false);
          expect(holds({ root: flip(root, byte) })).toBe(false);
          expect(holds({ leaf: flip(own, byte) })).toBe(false);
          expect(holds({ index: (index + 1 + (place % (size - 1))) % size })).toBe(false);
          for (const wrong of [-1, 0.5, Number.NaN, size, 2 ** 53]) {
            expect(holds({ index: wrong })).toBe(false);
          }
          expect(holds({ size: 0 })).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('consistency', () => {
  it('is proven between every two sizes up to 48, and many beyond', () => {
    for (let second = 0; second <= SIZE; second += second < 48 ? 1 : 17) {
      for (let first = 0; first <= second; first += second < 48 ? 1 : 5) {
        const proof = consistencyProof(hasher, first, second, node);
        expect(consistent(first, second, proof)).toBe(true);
      }
    }
    expect(() => consistencyProof(hasher, 5, 4, node)).toThrow(RangeError);
  });

  it('fails when anything is changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: SIZE }),
        fc.nat(),
        fc.nat(),
        fc.nat(31),
        (second, earlier, place, byte) => {
          const first = 1 + (earlier % (second - 1));
          const proof = consistencyProof(hasher, first, second, node);
          const at = place % proof.length;
          const [a, b] = [
            { size: first, root: roots[first]! },
            { size: second, root: roots[second]! },
          ];
          const fails = [
            verifyConsistency(hasher, a, b, proof.with(at, flip(proof[at]!, byte))),
            verifyConsistency(hasher, a, b, proof.toSpliced(at, 1)),
            verifyConsistency(hasher, a, b, proof.toSpliced(at, 0, proof[at]!)),
            verifyConsistency(hasher, a, b, []),
            verifyConsistency(hasher, { ...a, root: flip(a.root, byte) }, b, proof),
            verifyConsistency(hasher, a, { ...b, root: flip(b.root, byte) }, proof),
            verifyConsistency(hasher, b, a, proof),
            verifyConsistency(hasher, { ...a, size: second }, b, proof),
            verifyConsistency(hasher, { ...a, size: -1 }, b, proof),
          ];
          expect(fails).toEqual(fails.map(() => false));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of nothing, or of a tree with itself, is an empty proof', () => {
    expect(consistent(0, 9, [])).toBe(true);
    expect(consistent(9, 9, [])).toBe(true);
    expect(consistent(0, 9, [roots[9]!])).toBe(false);
    expect(consistent(9, 9, [roots[9]!])).toBe(false);
  });
});

function consistent(first: number, second: number, proof: readonly Hash[]): boolean {
  const heads = [first, second].map((size) => ({ size, root: roots[size]! }));
  return verifyConsistency(hasher, heads[0]!, heads[1]!, proof);
}

function flip(hash: Hash, byte: number): Hash {
  return hash.with(byte, hash[byte]! ^ 0x40);
}
