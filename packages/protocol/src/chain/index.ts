export {
  type Balances,
  type ChequeSum,
  balanceEntries,
  chequeContents,
  chequeSumCodec,
  deviceContents,
  holdContents,
} from './balances.ts';
export {
  type ContentsEntry,
  type ContentsProof,
  contentsProofCodec,
  contentsRoot,
  proveContents,
  verifyContents,
} from './contents.ts';
export {
  type ForkCheck,
  type ForkFault,
  type ForkProof,
  type ForkRule,
  type ForkSigner,
  type SignedState,
  forkProofCodec,
  leavesOut,
  signedStateCodec,
  verifyForkProof,
} from './fork-proof.ts';
export { type Extension, type Head, type Kernel, createKernel } from './kernel/index.ts';
export { type RunCheck, type RunFault, firstFault, linkFault, verifyRun } from './run.ts';
export { type Kept, SparseIndex } from './sparse-index.ts';
export {
  type DecodedState,
  type FirstState,
  STATE_BYTES,
  type State,
  type StateFault,
  ZERO_HASH,
  decodeState,
  encodeState,
  firstEntropy,
  genesisState,
  impliedFirstState,
  isNextEntropy,
  nextEntropy,
  preCommitment,
  stateId,
  successor,
  transitionId,
} from './state.ts';
