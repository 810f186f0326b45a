export { MAX_GUARANTEES, MAX_RAISES, bundleCodec } from './bundle-codec.ts';
export { foundingCodec } from './founding-codec.ts';
export {
  MAX_EARLIER,
  MAX_HALF_ACTS,
  MAX_REQUEST_MEMO_BYTES,
  MAX_SHOWN,
  MAX_SIGHTINGS,
  MAX_SUMS,
  halfActCodec,
  membershipCodec,
  offlineRequestCodec,
  receiptCodec,
  receiptHash,
  requestHash,
  signedReceiptCodec,
  signedRequestCodec,
} from './codecs.ts';
export {
  type Accepted,
  type HandoverCheck,
  type HandoverCode,
  type PayeeSide,
  checkHandover,
  checkVoidable,
} from './check-handover.ts';
export { signReceipt, signRequest } from './sign.ts';
export {
  type BundleCheck,
  type BundleFault,
  type Guarantee,
  type ProvenHold,
  guaranteedUntil,
  verifyBundle,
} from './verify-bundle.ts';
export {
  type ForkEvidence,
  type ForkEvidenceCheck,
  MAX_FORK_EVIDENCE_BYTES,
  forkEvidenceCodec,
  verifyForkEvidence,
} from './verify-fork.ts';
export {
  type HandedOver,
  type MembershipFault,
  type ReceiptCheck,
  type ReceiptFault,
  type RequestCheck,
  type RequestFault,
  verifyMembership,
  verifyReceipt,
  verifyRequest,
} from './verify-parties.ts';
export { MAX_MESSAGE_BYTES, decodeMessage, encodeMessage } from './message.ts';
export type {
  Bundle,
  Founding,
  HalfAct,
  HalfMessage,
  Handover,
  Membership,
  Message,
  NotAccepted,
  Opened,
  OpenedItem,
  OfflineRequest,
  Receipt,
  ReceiptMessage,
  RequestMessage,
  Seen,
  Shown,
  Sighting,
  SumSighting,
  SignedReceipt,
  SignedRequest,
  Voided,
} from './types.ts';
