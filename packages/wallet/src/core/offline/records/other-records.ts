import {
  type Amount,
  type ChequeSum,
  type Codec,
  type ForkProof,
  type Hash,
  MAX_CHEQUES,
  MAX_EFFECTS_BYTES,
  MAX_OPERATION_BYTES,
  MAX_PROOF_HASHES,
  STATE_BYTES,
  amount,
  bytes,
  bytesUpTo,
  chequeSumCodec,
  forkProofCodec,
  list,
  nullable,
  record,
  text,
  time,
  uint,
  type Key,
  keyCodec,
} from '@tallystick/protocol';
import type { PutPlace } from './payer-records.ts';

/** An own entry proven again under a younger checkpoint, which is a record of its own. */
export interface RenewedRecord {
  readonly index: number;
  readonly treeSize: number;
  readonly effects: Uint8Array;
  readonly proof: readonly Hash[];
  readonly epoch: number;
}

/** The identity's newest entry when evidence was last renewed. */
export interface FreshRecord {
  readonly sequence: number;
  readonly transition: Hash;
  /** Signed time of the checkpoint. */
  readonly signedAt: number;
}

/** Cover that this wallet gave: what pays cheques of somebody's allowance once that is short. */
export interface CoverRecord {
  readonly placed: PutPlace;
  readonly allowance: Hash;
  /** Whose allowance it is. */
  readonly of: Hash;
  readonly currency: Hash;
  readonly amount: Amount;
  readonly until: number;
}

/** Cover that somebody gave for an own allowance, for payees to see; under which checkpoint it is proven is a record of its own. */
export interface ShownCoverRecord {
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  /** Number of the hold in the put. */
  readonly number: number;
  readonly by: Hash;
  readonly amount: Amount;
  readonly until: number;
  /** Of the put's entry, in the log of that epoch. */
  readonly index: number;
  readonly effects: Uint8Array;
  readonly epoch: number;
}

/** What a payee takes of undeposited cheques of one currency. */
export interface LimitRecord {
  readonly currency: Hash;
  readonly perAct: Amount;
  readonly perPayer: Amount;
  readonly total: Amount;
}

/** What the owner asks for besides; null where it is what the constitution asks for. */
export interface ChoiceRecord {
  readonly maxAgeMs: number | null;
  readonly cosigners: number | null;
  /** Up to which amount a void is believed without asking. */
  readonly voids: readonly { readonly currency: Hash; readonly amount: Amount }[];
}

/** A proof that a writer has forked, and what became of publishing it. */
export interface ForkRecord {
  readonly writer: Key;
  readonly proof: ForkProof;
  /** The code with which the sovereign refused it; empty when it is on the log; null before. */
  readonly published: string | null;
}

export const renewedRecordCodec: Codec<RenewedRecord> = record({
  index: uint(),
  treeSize: uint(),
  effects: bytesUpTo(MAX_EFFECTS_BYTES, 1),
  proof: list(bytes(32), MAX_PROOF_HASHES),
  epoch: uint(),
});

export const freshRecordCodec: Codec<FreshRecord> = record({
  sequence: uint(),
  transition: bytes(32),
  signedAt: time,
});

export const coverRecordCodec: Codec<CoverRecord> = record({
  placed: record({ sequence: uint(), put: bytes(32) }),
  allowance: bytes(32),
  of: bytes(32),
  currency: bytes(32),
  amount,
  until: time,
});

export const shownCoverRecordCodec: Codec<ShownCoverRecord> = record({
  state: bytes(STATE_BYTES),
  operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
  number: uint(),
  by: bytes(32),
  amount,
  until: time,
  index: uint(),
  effects: bytesUpTo(MAX_EFFECTS_BYTES, 1),
  epoch: uint(),
});

export const limitsCodec: Codec<LimitRecord[]> = list(
  record({ currency: bytes(32), perAct: amount, perPayer: amount, total: amount }),
  1024,
);

/** What a cheque that was seen says, at its position. */
export interface SeenSum {
  readonly sequence: number;
  readonly sum: ChequeSum;
}

/** In order of the positions. */
export const seenSumsCodec: Codec<SeenSum[]> = list(
  record({ sequence: uint(), sum: chequeSumCodec }),
  MAX_CHEQUES,
);

export const choiceRecordCodec: Codec<ChoiceRecord> = record({
  maxAgeMs: nullable(uint()),
  cosigners: nullable(uint()),
  voids: list(record({ currency: bytes(32), amount }), 1024),
});

export const forkRecordCodec: Codec<ForkRecord> = record({
  writer: keyCodec,
  proof: forkProofCodec,
  published: nullable(text(64)),
});
