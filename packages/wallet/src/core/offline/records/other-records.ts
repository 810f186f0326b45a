import {
  type Amount,
  type ChequeSum,
  type Codec,
  type ForkProof,
  type Hash,
  MAX_CHEQUES,
  MAX_EFFECTS_BYTES,
  MAX_PROOF_HASHES,
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

/** What a payee takes of undeposited cheques of one currency. */
export interface LimitRecord {
  readonly currency: Hash;
  readonly perAct: Amount;
  readonly perPayer: Amount;
  readonly total: Amount;
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

export const forkRecordCodec: Codec<ForkRecord> = record({
  writer: keyCodec,
  proof: forkProofCodec,
  published: nullable(text(64)),
});
