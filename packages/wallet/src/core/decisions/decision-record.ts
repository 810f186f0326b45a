import {
  type Codec,
  type Hash,
  MAX_DECISION_RECEIPT_BYTES,
  bytes,
  bytesUpTo,
  nullable,
  record,
} from '@tallystick/protocol';

/** A receipt of a refused or held payment, verified before it was stored. Its key is the decision's id. */
export interface DecisionRecord {
  /** A `decisionReceipt` in canonical bytes. */
  readonly receipt: Uint8Array;
  /** Whom the hold was for; null: it names nobody, or was a raise. */
  readonly payee: Hash | null;
}

export const decisionRecordCodec: Codec<DecisionRecord> = record({
  receipt: bytesUpTo(MAX_DECISION_RECEIPT_BYTES, 1),
  payee: nullable(bytes(32)),
});
