/**
 * The ledger: a deterministic state machine that admits transitions, the log that commits to what
 * it admitted, and the storage engines that keep both.
 */
export { admit, type Admitted, type AdmitContext } from './admit/admit.ts';
export { applyAdmitted } from './admit/apply-admitted.ts';
export { type SignatureJob, VERIFIED, type Verify } from './admit/check-signatures.ts';
export { type DecodedTransition, decodeTransition } from './admit/decode-transition.ts';
export {
  audit,
  type AuditedLog,
  type AuditedStore,
  type AuditInput,
  type AuditReport,
} from './audit/audit.ts';
export type { Answer, Pending, Prechecked } from './cycle/pending.ts';
export type { SignCheckpoint } from './cycle/checkpoints.ts';
export {
  type CurrentRulebook,
  type DecisionRing,
  MOST_FACTS,
  MOST_FACTS_BYTES,
  type Question,
} from './cycle/questions.ts';
export { type ContinuePorts, continueLog, type LogContinuation } from './cycle/continue-log.ts';
export { readHeadState, readTransition } from './cycle/head-state.ts';
export { readFork, type ShownFork } from './cycle/read-fork.ts';
export { decodeEntry, encodeEntry, type OpenedEntry } from './effects/entry.ts';
export type { BallotPlace } from './governance/governance-records.ts';
export { type PastRulebook, pastRulebooks, pastSource } from './governance/past-rulebooks.ts';
export {
  constitutionInForce,
  answerDueAt,
  countAppeals,
  countFigures,
  countProposals,
  findContent,
  findProposal,
  isProposalOver,
  readChanges,
  readAppeal,
  readBallots,
  readBeginning,
  readContent,
  readCurrency,
  readDecidedTexts,
  readFigure,
  readMatters,
  readNewestFigure,
  readPeers,
  readProposal,
  readProposalAt,
  readProposals,
  readVendors,
  readVersions,
  readVotingKey,
  rulebookInForce,
} from './governance/read.ts';
export { type PauseView, readPauses } from './governance/pauses.ts';
export { type AlarmedReign, readAlarms } from './governance/read-alarms.ts';
export type { RulebookInForce } from './governance/rules-at.ts';
export type {
  AppealCounts,
  AppealView,
  ProposalView,
  SaidWord,
  VotingKeyView,
} from './governance/views.ts';
export { hasPassed, nextHeader } from './header/header.ts';
export { type Ledger, type LedgerPorts, openLedger } from './ledger.ts';
export {
  type ChainKind,
  type Limit,
  type Refusal,
  REFUSAL_CODES,
  type RefusalCode,
  type RefusalData,
  refuse,
  type Unacceptable,
} from './refusal/refusal.ts';
export type { ForkMark } from './state/forks.ts';
export { decodeHoldRecord, type HoldRecord } from './state/hold-record.ts';
export type { OpenClaim, OpenHold } from './state/holds.ts';
export { loadState } from './state/load.ts';
export {
  type ChainView,
  type HoldView,
  readChain,
  readForks,
  readHandle,
  readHold,
  readIdentity,
  readOutstanding,
  readReceivables,
  readReturnables,
  readSupply,
  readSupplyHistory,
  readUncovered,
  type UncoveredView,
} from './state/read.ts';
export type { SupplyPoint } from './state/supply-history.ts';
export { stateRoot } from './state/root.ts';
export { createState, findHandle, type LedgerState } from './state/state.ts';
export { deviceAt, identityAt, impliedState } from './state/view.ts';
export * from './store/index.ts';
