export {
  INTENT_SALT_BYTES,
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
  conditionFault,
  holdCodec,
  intentHash,
  isPurpose,
  meterCodec,
  payeeCodec,
  proofCodec,
  raiseCodec,
  takingCodec,
  writerCodec,
} from './codecs.ts';
export { freedHolds } from './freed-holds.ts';
export { holdId, noteHash } from './ids.ts';
export { paymentHold, type PaymentPayee } from './payment-hold.ts';
export type {
  Claim,
  Condition,
  Hold,
  HoldWriter,
  Meter,
  Payee,
  Proof,
  Raise,
  Taking,
} from './types.ts';
