export {
  MAX_REQUEST_TRANSITIONS,
  type SubmitResponse,
  type SubmitResult,
  certificateOf,
  submitRequestCodec,
  submitResponseCodec,
  submitResultCodec,
} from './bodies.ts';
export {
  MAX_CHECKPOINT_BYTES,
  MAX_EFFECTS_BYTES,
  MAX_PROOF_HASHES,
  certificateCodec,
  effectsCodec,
  effectsHash,
  entryHash,
  entryLeaf,
  evidenceCodec,
  headerCodec,
  headerLeaf,
  leafCodec,
} from './codecs.ts';
export { cosignersOf, countCosigners } from './count-cosigners.ts';
export type {
  Certificate,
  DecisionRecord,
  Effects,
  Evidence,
  Header,
  Leaf,
  StateRoot,
  TakingEffect,
} from './types.ts';
export {
  type CertificateCheck,
  type CertificateFault,
  type LogCheckpointCheck,
  type ProvenInclusion,
  verifyCertificate,
  verifyLogCheckpoint,
} from './verify-certificate.ts';
export {
  CLOCK_MARGIN_MS,
  type EvidenceCheck,
  type EvidenceFault,
  type FoundingCheck,
  type FoundingFault,
  type OpenedEntry,
  type OpeningFault,
  type ProvenEvidence,
  type Requirements,
  openEntry,
  verifyEvidence,
  verifyFounding,
} from './verify-evidence.ts';
