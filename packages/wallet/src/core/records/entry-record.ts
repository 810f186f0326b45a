import {
  type Amount,
  type Codec,
  type Hash,
  MAX_EFFECTS_BYTES,
  MAX_HOLDS,
  MAX_OPERATION_BYTES,
  MAX_PROOF_HASHES,
  MAX_SIGNATURES,
  type Signature,
  type Transition,
  amount,
  bytes,
  bytesUpTo,
  list,
  nullable,
  record,
  signatureCodec,
  time,
  transitionCodec,
  uint,
} from '@tallystick/protocol';
import { type Holding, type StoredRefusal, holdingsCodec, refusalCodec } from './chain-record.ts';
import { type Detail, MAX_NOTE_BYTES, detailCodec } from './detail.ts';

/** A certified transition of an own chain. The checkpoint that its certificate names is a record of its own. */
export interface EntryRecord {
  readonly transition: Transition;
  readonly index: number;
  readonly treeSize: number;
  readonly effects: Uint8Array;
  readonly proof: readonly Hash[];
  /** Number of the epoch whose log this is. */
  readonly epoch: number;
  readonly details: readonly Detail[];
}

/** A transition that did not happen and never can. Kept, for it may be signed. */
export interface AbandonedRecord {
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  /** Empty when it was never signed. */
  readonly signatures: readonly Signature[];
  readonly details: readonly Detail[];
  /** The signed time that proved it stale, in ms since 1970. */
  readonly abandonedAt: number;
  readonly refusal: StoredRefusal | null;
}

/** A hold that this wallet put and that is open, as far as it knows. */
export interface OutgoingRecord {
  readonly currency: Hash;
  readonly amount: Amount;
  readonly until: number;
}

/** Which payment a reference of the caller's stands for. */
export interface ReferenceRecord {
  readonly transition: Hash;
  readonly sequence: number;
  /** Number of the hold in the put. */
  readonly hold: number;
}

/** Where a device's chain was taken over from the sovereign, and what it had then: earlier takings have no details. */
export interface BaseRecord {
  readonly sequence: number;
  readonly balances: readonly Holding[];
}

/** A sealed memo that waits to be uploaded, and the transition that put its hold. Its key is its hash. */
export interface WaitingUpload {
  readonly put: Hash;
  readonly sealed: Uint8Array;
}

/** A taken hold whose memo could not be read yet: which taking of which own transition. */
export interface WantedNote {
  readonly sequence: number;
  readonly taking: number;
  readonly since: number;
}

export const entryRecordCodec: Codec<EntryRecord> = record({
  transition: transitionCodec,
  index: uint(),
  treeSize: uint(),
  effects: bytesUpTo(MAX_EFFECTS_BYTES, 1),
  proof: list(bytes(32), MAX_PROOF_HASHES),
  epoch: uint(),
  details: list(detailCodec, MAX_HOLDS),
});

export const abandonedRecordCodec: Codec<AbandonedRecord> = record({
  state: bytes(176),
  operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
  signatures: list(signatureCodec, MAX_SIGNATURES),
  details: list(detailCodec, MAX_HOLDS),
  abandonedAt: time,
  refusal: nullable(refusalCodec),
});

export const outgoingRecordCodec: Codec<OutgoingRecord> = record({
  currency: bytes(32),
  amount,
  until: time,
});

export const referenceRecordCodec: Codec<ReferenceRecord> = record({
  transition: bytes(32),
  sequence: uint(),
  hold: uint(),
});

export const baseRecordCodec: Codec<BaseRecord> = record({
  sequence: uint(),
  balances: holdingsCodec,
});

export const waitingUploadCodec: Codec<WaitingUpload> = record({
  put: bytes(32),
  sealed: bytesUpTo(MAX_NOTE_BYTES),
});

export const wantedNoteCodec: Codec<WantedNote> = record({
  sequence: uint(),
  taking: uint(MAX_HOLDS),
  since: time,
});
