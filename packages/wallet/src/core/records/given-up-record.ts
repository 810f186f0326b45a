import {
  type Codec,
  type Hash,
  MAX_EFFECTS_BYTES,
  MAX_HOLDS,
  MAX_OPERATION_BYTES,
  MAX_PROOF_HASHES,
  MAX_SIGNATURES,
  type Signature,
  bytes,
  bytesUpTo,
  list,
  nullable,
  record,
  signatureCodec,
  text,
  time,
  uint,
} from '@tallystick/protocol';
import { type Detail, detailCodec } from './detail.ts';

/** What was certified of a transition in an epoch that is over; its checkpoint is a record of its own. */
interface BrokenCertificate {
  readonly index: number;
  readonly treeSize: number;
  readonly effects: Uint8Array;
  readonly proof: readonly Hash[];
  readonly epoch: number;
}

/**
 * A transition that a new epoch gave up: it was certified at or beyond the size at which that epoch goes on, or (without a
 * certificate) it was signed on top of one that was. Kept: it is signed, and its certificate shows what was broken.
 */
export interface GivenUpRecord {
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  readonly signatures: readonly Signature[];
  readonly details: readonly Detail[];
  readonly certificate: BrokenCertificate | null;
  /** Number of the epoch that gave it up. */
  readonly by: number;
  /** The signed time of that epoch when this wallet learned of it, in ms since 1970. */
  readonly at: number;
}

/** Two signed statements of the sovereign that contradict each other, and the epochs that it showed then. */
export interface EvidenceRecord {
  readonly what: string;
  readonly first: string;
  readonly second: string;
  readonly epochs: readonly Uint8Array[];
}

const MAX_STATEMENT = 65_536;
const MAX_EPOCHS = 4096;

export const givenUpRecordCodec: Codec<GivenUpRecord> = record({
  state: bytes(176),
  operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
  signatures: list(signatureCodec, MAX_SIGNATURES),
  details: list(detailCodec, MAX_HOLDS),
  certificate: nullable(
    record({
      index: uint(),
      treeSize: uint(),
      effects: bytesUpTo(MAX_EFFECTS_BYTES, 1),
      proof: list(bytes(32), MAX_PROOF_HASHES),
      epoch: uint(),
    }),
  ),
  by: uint(),
  at: time,
});

export const evidenceRecordCodec: Codec<EvidenceRecord> = record({
  what: text(MAX_STATEMENT),
  first: text(MAX_STATEMENT),
  second: text(MAX_STATEMENT),
  epochs: list(bytesUpTo(MAX_STATEMENT), MAX_EPOCHS),
});

/** Nothing is signed on a chain before the ledger's signed time is above this. */
export const barrierCodec: Codec<number> = time;
