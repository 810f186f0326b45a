import {
  type Codec,
  bytes,
  bytesUpTo,
  list,
  mapped,
  record,
  text,
  uint,
  variant,
} from '../encoding/index.ts';
import { type Transition, transitionCodec } from '../operation/index.ts';
import type { Hash } from '../crypto/index.ts';
import { MAX_DECISION_RECEIPT_BYTES } from '../decision/index.ts';
import { MAX_CHECKPOINT_BYTES, MAX_EFFECTS_BYTES, MAX_PROOF_HASHES } from './codecs.ts';
import type { Certificate } from './types.ts';

/** protocol.md section 7: transitions of one request. */
export const MAX_REQUEST_TRANSITIONS = 256;
/** protocol.md section 7: `code`, and `message` and `data` of a refusal. */
const MAX_CODE_BYTES = 64;
const MAX_MESSAGE_BYTES = 1024;
const MAX_DATA_BYTES = 4096;

/** What became of one transition of a request: admitted under one of the response's checkpoints, or refused. */
export type SubmitResult =
  | {
      readonly kind: 'admitted';
      readonly checkpoint: number;
      readonly index: number;
      readonly treeSize: number;
      readonly transition: Hash;
      readonly effects: Uint8Array;
      readonly proof: readonly Hash[];
    }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      /** JSON. */
      readonly data: string;
      /** A `decisionReceipt` in canonical bytes, where the rules objected. */
      readonly receipt?: Uint8Array;
    };

/** The answer to `POST /v1/transitions`; results stand in the request's order. */
export interface SubmitResponse {
  readonly checkpoints: readonly Uint8Array[];
  readonly results: readonly SubmitResult[];
}

/** The body of `POST /v1/transitions`. */
export const submitRequestCodec: Codec<Transition[]> = list(
  transitionCodec,
  MAX_REQUEST_TRANSITIONS,
  1,
);

const refusal = {
  code: text(MAX_CODE_BYTES),
  message: text(MAX_MESSAGE_BYTES),
  data: text(MAX_DATA_BYTES),
};
type WireResult =
  | Exclude<SubmitResult, { kind: 'refused' }>
  | { kind: 'refused'; code: string; message: string; data: string }
  | { kind: 'receipted'; code: string; message: string; data: string; receipt: Uint8Array };
const wireResultCodec: Codec<WireResult> = variant('kind', {
  0: ['refused', refusal],
  1: [
    'admitted',
    {
      checkpoint: uint(MAX_REQUEST_TRANSITIONS - 1),
      index: uint(),
      treeSize: uint(),
      transition: bytes(32),
      effects: bytesUpTo(MAX_EFFECTS_BYTES, 1),
      proof: list(bytes(32), MAX_PROOF_HASHES),
    },
  ],
  2: ['receipted', { ...refusal, receipt: bytesUpTo(MAX_DECISION_RECEIPT_BYTES, 1) }],
});

export const submitResultCodec: Codec<SubmitResult> = mapped(
  wireResultCodec,
  (wire): SubmitResult => (wire.kind === 'receipted' ? { ...wire, kind: 'refused' } : wire),
  (result): WireResult =>
    result.kind === 'refused' && result.receipt !== undefined
      ? { ...result, kind: 'receipted', receipt: result.receipt }
      : result,
);

export const submitResponseCodec: Codec<SubmitResponse> = record({
  checkpoints: list(bytesUpTo(MAX_CHECKPOINT_BYTES, 1), MAX_REQUEST_TRANSITIONS),
  results: list(submitResultCodec, MAX_REQUEST_TRANSITIONS, 1),
});

/** The certificate of result `at`; undefined when it was refused or names no checkpoint of the response. */
export function certificateOf(response: SubmitResponse, at: number): Certificate | undefined {
  const result = response.results[at];
  if (result?.kind !== 'admitted') return undefined;
  const checkpoint = response.checkpoints[result.checkpoint];
  if (checkpoint === undefined) return undefined;
  const { index, treeSize, transition, effects, proof } = result;
  return { index, treeSize, transition, effects, proof, checkpoint };
}
