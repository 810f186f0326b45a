export {
  type NodeReader,
  type TreeHead,
  consistencyProof,
  inclusionProof,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from './proof.ts';
export { Frontier, MAX_TREE_SIZE, type TreeHasher, joinSubtrees, rootOfLeaves } from './tree.ts';
