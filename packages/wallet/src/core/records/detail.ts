import {
  type Codec,
  type Hash,
  MAX_HANDLE_BYTES,
  amount,
  bytes,
  bytesUpTo,
  nullable,
  record,
  text,
  variant,
} from '@tallystick/protocol';

/** Longest memo, in bytes of UTF-8: what a `tally:` URI can carry. */
export const MAX_MEMO_BYTES = 256;
/** Longest sealed memo that a sovereign keeps (http-api.md). */
export const MAX_NOTE_BYTES = 16_384;
/** Longest reference of a payment, in characters. */
export const MAX_REFERENCE = 64;

/**
 * What a wallet remembers of one hold or one taking of a transition beyond what was signed; in the order of the
 * operation's holds or takings.
 */
export type Detail =
  | {
      readonly kind: 'paid';
      readonly party: Hash;
      readonly handle: string | null;
      readonly memo: string | null;
      readonly reference: string | null;
    }
  | {
      /** Value set aside for acts: a tab, an allowance, its collateral, or what a tab was raised by. */
      readonly kind: 'set-aside';
      /** Of a tab its payee; null for whoever is given a cheque. */
      readonly party: Hash | null;
      readonly handle: string | null;
      readonly currency: Hash;
      readonly amount: bigint;
    }
  | {
      readonly kind: 'received' | 'returned';
      readonly party: Hash;
      readonly handle: string | null;
      readonly currency: Hash;
      readonly amount: bigint;
      readonly memo: string | null;
      /** The hash of a sealed memo that has not been read yet. */
      readonly note: Hash | null;
    };

const handle = nullable(text(MAX_HANDLE_BYTES));
const memo = nullable(text(MAX_MEMO_BYTES));
const taken = {
  party: bytes(32),
  handle,
  currency: bytes(32),
  amount,
  memo,
  note: nullable(bytes(32)),
};

export const detailCodec: Codec<Detail> = variant('kind', {
  0: ['paid', { party: bytes(32), handle, memo, reference: nullable(text(MAX_REFERENCE)) }],
  1: ['received', taken],
  2: ['returned', taken],
  3: ['set-aside', { party: nullable(bytes(32)), handle, currency: bytes(32), amount }],
});

/** A sealed memo, by the hash that its hold carries. */
export interface Upload {
  readonly hash: Hash;
  readonly sealed: Uint8Array;
}

export const uploadCodec: Codec<Upload> = record({
  hash: bytes(32),
  sealed: bytesUpTo(MAX_NOTE_BYTES),
});
