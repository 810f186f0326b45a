export {
  type ActHead,
  type BuiltAct,
  buildAct,
  firstActHead,
  signAct,
  signVoid,
} from './build-act.ts';
export {
  MAX_ACT_BYTES,
  MAX_CHEQUES,
  MAX_OUTCOMES,
  actCodec,
  actContents,
  actHash,
  chequeEvidenceCodec,
  partyCodec,
  payeeCommitment,
  payeeOpeningCodec,
  signedActCodec,
  streamCodec,
  tabEvidenceCodec,
  takingEvidenceCodec,
  tickCodec,
  voidCodec,
} from './codecs.ts';
export {
  type OpenedState,
  findFork,
  forkBetween,
  openedAct,
  openedProof,
  openedStateCodec,
  withTrueSum,
} from './forks.ts';
export { type HalfFault, type HalfRun, followHalf } from './half-run.ts';
export {
  type Half,
  type HalfRelation,
  compareHalves,
  halfBefore,
  halfCodec,
  halfNext,
  halfStart,
  halfStep,
} from './halves.ts';
export type {
  Act,
  ChequeEvidence,
  HalfStep,
  Party,
  PayeeOpening,
  SignedAct,
  Stream,
  TabEvidence,
  TakingEvidence,
  Tick,
  Void,
} from './types.ts';
export { type TickChain, createTickChain } from './tick-chain.ts';
export {
  type TickFault,
  type TickPlace,
  type TicksCheck,
  checkTicks,
  streamStart,
  tickFault,
  tickStream,
  ticksWorth,
} from './ticks.ts';
export {
  type ActCheck,
  type ActFault,
  type ActPlace,
  type ActTerms,
  type ActsCheck,
  type CheckedAct,
  type VerifiedAct,
  checkAct,
  firstPlace,
  meteredClaim,
  verifyAct,
  verifyActs,
} from './verify-act.ts';
