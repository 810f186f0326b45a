export {
  type NodeReader,
  type TreeHead,
  consistencyProof,
  inclusionProof,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from './proof.ts';
export { Frontier, type TreeHasher, joinSubtrees, rootOfLeaves } from './tree.ts';
