export {
  MAX_CLAIMS,
  MAX_CONDITIONS,
  MAX_CONDITION_DEPTH,
  MAX_CONDITION_NODES,
  MAX_EVIDENCE_BYTES,
  MAX_LINKS,
  MAX_WITNESSES,
  MAX_WITNESS_BYTES,
  claimCodec,
  conditionCodec,
  holdCodec,
  meterCodec,
  payeeCodec,
  proofCodec,
  takingCodec,
  writerCodec,
} from './codecs.ts';
export { holdId, noteHash } from './ids.ts';
export type { Claim, Condition, Hold, Meter, Payee, Proof, Taking, HoldWriter } from './types.ts';
