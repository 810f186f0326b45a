import {
  type Codec,
  MAX_OPERATION_BYTES,
  MAX_SIGNATURES,
  type Signature,
  bytes,
  bytesUpTo,
  list,
  record,
  signatureCodec,
} from '@tallystick/protocol';

/**
 * A change of the identity that this device has signed for several devices to make, and that may still lack signatures. Stored
 * before it is signed: nothing else is signed for its sequence before it is stale
 * (docs/decisions/0002-one-signature-per-sequence.md).
 */
export interface JointRecord {
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  readonly signatures: readonly Signature[];
}

export const jointRecordCodec: Codec<JointRecord> = record({
  state: bytes(176),
  operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
  signatures: list(signatureCodec, MAX_SIGNATURES),
});
