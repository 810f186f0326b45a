/**
 * The Unified Rule Language: the text that a lawyer can read, parsed, checked, evaluated and
 * analysed. Pure, as the protocol is: a decision depends on the rulebook and on the facts, and on
 * nothing else.
 */
export { analyse, DEFAULT_STEPS } from './analyse/analyse.ts';
export type { Steps } from './analyse/desk.ts';
export {
  type ChangeKind,
  type Difference,
  type DifferenceReport,
  difference,
} from './analyse/difference.ts';
export type {
  ClosedCorridor,
  Finding,
  FindingKind,
  Payment,
  Report,
  Undecided,
} from './analyse/report.ts';
export { sayClosed, sayDifference, sayFinding, sayUndecided } from './analyse/words.ts';
export { type Checked, check } from './check/check.ts';
export {
  type Beside,
  type CheckedText,
  type CheckedTexts,
  checkTexts,
  type NamedText,
} from './check/check-texts.ts';
export type { Surroundings } from './check/checking.ts';
export { exampleFacts } from './check/example-facts.ts';
export { COUNTRIES } from './codes/iso-3166.ts';
export { CURRENCIES } from './codes/iso-4217.ts';
export { type Compiled, compile } from './compile/compile.ts';
export { canBeSet, freshUntil, ownerOfSetting, parametersOf } from './compile/moment.ts';
export { publicParties } from './compile/public-parties.ts';
export { withPlaceholders } from './compile/placeholder-currencies.ts';
export { decimalsOf } from './compile/money.ts';
export { decodeSource, encodeSource, MAX_SOURCE_BYTES } from './compile/source-codec.ts';
export type { OwnCurrency, RulebookSource, Setting } from './compile/source.ts';
export { MISSING_FACT } from './decide/tally.ts';
export { type Decision, NO_OBJECTION } from './decision.ts';
export type {
  Bounds,
  Facts,
  Indicator,
  Membership,
  Party,
  Payee,
  Rate,
  Receiver,
  WindowCount,
  WindowSum,
} from './facts/facts.ts';
export { factsCodec, factsHash } from './facts/facts-codec.ts';
export { type Needs, unknownFacts } from './facts/needs.ts';
export {
  type BallotFault,
  type LoggedBallot,
  type Recount,
  ballotFault,
  recount,
} from './govern/ballots.ts';
export { explainProcedure, explainScope, period } from './govern/explain-procedure.ts';
export { explainTally } from './govern/explain-tally.ts';
export { surroundingsAt } from './govern/gates/check-text.ts';
export type { GateMistakeCode } from './govern/gates/noting.ts';
export { type GatedProposal, type GatesGround, LONGEST_STEP } from './govern/gates/ground.ts';
export {
  type GateFinding,
  type GateMistake,
  type GatesReport,
  gatesReportCodec,
  reportHash,
} from './govern/gates/report.ts';
export { runGates } from './govern/gates/run-gates.ts';
export {
  type History,
  type Reign,
  type Version,
  forcesOf,
  historyOf,
  openingsOf,
  reignsOf,
  versionAt,
} from './govern/history.ts';
export { rollBack, saysTheSame } from './govern/roll-back.ts';
export { declaredValue, type Said, settle } from './govern/settle.ts';
export { type Closure, type Schedule, plan, postpone } from './govern/schedule.ts';
export { shadowSource } from './govern/shadow-source.ts';
export { type Failure, type ProposalRecord, type Stage, stageAt } from './govern/stage.ts';
export {
  type Count,
  type Counts,
  type Members,
  type Part,
  type Tally,
  tally,
  withBallot,
} from './govern/tally.ts';
export { type VersionName, versionNameOf } from './govern/version-name.ts';
export { type HourBucket, MAX_WINDOW_HOURS, hourOf, sumSent } from './facts/windows.ts';
export { type Label, combine, mayFlow } from './label/label.ts';
export { type Instruction, Labelled, apply, choose, declassify, follow } from './label/labelled.ts';
export {
  type ListRule,
  type ListStanding,
  type ListUse,
  listsAt,
  pausingLists,
} from './lists/lists-at.ts';
export { type Clause, toldClauses } from './may/clause.ts';
export type { CodedCondition, ConditionCode, ConditionData } from './may/coded.ts';
export { may, type MayAnswer, type MayCondition } from './may/may.ts';
export { type MayQuery, readMayQuery, type TypedQuery } from './may/query.ts';
export { replay, type Replayed, rulebookOf } from './may/replay.ts';
export { type Mistake, type MistakeCode, type Span } from './mistake/mistake.ts';
export { type Outcome, strictest } from './outcome.ts';
export { type Parsed, parse } from './parse/parse.ts';
export { parseConstant } from './parse/parse-constant.ts';
export type { Spans } from './parse/spans.ts';
export { printPayment } from './print/print-example.ts';
export { print } from './print/print.ts';
export { rulebookHash } from './compile/rulebook-hash.ts';
export { treeHash } from './print/tree-hash.ts';
export { type Rulebook, noObjection } from './rulebook.ts';
export { generatePayments } from './trial/generate-payments.ts';
export { type PaymentLine, paymentReader } from './trial/read-line.ts';
export { type Tried, type TriedLine, type TriedRulebook, openTrial } from './trial/trial.ts';
export * from './tree/index.ts';
