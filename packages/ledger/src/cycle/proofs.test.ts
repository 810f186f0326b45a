import { logHasher, TileTree, verifyInclusion } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../testing/parties.ts';
import { BatchProofs } from './proofs.ts';

const HASHER = logHasher((data) => nodeCrypto.sha256(data));

function treeOf(size: number): TileTree {
  const tree = new TileTree(HASHER, 0, () => undefined);
  for (let leaf = 0; leaf < size; leaf += 1) tree.append(seeded('leaf', leaf, 32));
  return tree;
}

test('every leaf has the path of RFC 9162', () => {
  const property = fc.property(fc.integer({ min: 1, max: 700 }), fc.nat(), (size, choice) => {
    const tree = treeOf(size);
    const proofs = new BatchProofs(tree, HASHER, size);
    const last = size - 1;
    for (const index of new Set([0, choice % size, Math.floor(last / 2), last])) {
      expect(proofs.path(index)).toEqual(tree.inclusionProof(index, size));
    }
  });
  fc.assert(property, { numRuns: 60 });
});

test('all leaves of small trees, one after the other', () => {
  for (const size of [...Array.from({ length: 33 }, (_, i) => i + 1), 255, 256, 257, 300]) {
    const tree = treeOf(size);
    const proofs = new BatchProofs(tree, HASHER, size);
    for (let index = 0; index < size; index += 1) {
      const leaf = seeded('leaf', index, 32);
      const path = proofs.path(index);
      expect(verifyInclusion(HASHER, leaf, { index, size }, path, tree.root())).toBe(true);
    }
  }
});
