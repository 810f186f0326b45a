export { alarmsCodec, formatAlarm, parseAlarm } from './alarm.ts';
export { APPEAL_OUTCOMES, answerOfFile } from './answer-of-file.ts';
export { CHANGING, type Change, changesCodec, changesHash } from './changes.ts';
export { governanceCodec, matterCodec, procedureCodec, procedureFor, wordCodec } from './codecs.ts';
export { SCOPE_WORDS, formatScope, parseMatter, parseScope } from './scope-text.ts';
export {
  type Peer,
  type SettingText,
  type StructuredContents,
  type StructuredMatter,
  type Vendor,
  decodeStructured,
  encodeStructured,
  isStructured,
  vendorId,
} from './contents.ts';
export {
  answerHash,
  approvalHash,
  ballotChallenge,
  contentHash,
  contentOf,
  figureHash,
  joinContent,
  partsOf,
  votingKeyHash,
  withVoter,
} from './signed.ts';
export {
  GOVERNANCE_KINDS,
  MAX_CONTENT_BYTES,
  PART_BYTES,
  choiceCodec,
  decodeGovernance,
  encodeGovernance,
  answerOutcomeCodec,
  exemptionCodec,
  wordOfOfficeCodec,
} from './statements.ts';
export type {
  Alarm,
  Assertion,
  Choice,
  Content,
  Electorate,
  Exemption,
  Figure,
  Governance,
  GovernanceStatement,
  Lane,
  Matter,
  Office,
  OfficeSignature,
  Procedure,
  Proposal,
  Scope,
  Word,
} from './types.ts';
