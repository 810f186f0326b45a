import {
  type Amount,
  type Codec,
  type Hash,
  MAX_HOLDS,
  MAX_OPERATION_BYTES,
  type Signature,
  amount,
  bytes,
  bytesUpTo,
  list,
  nullable,
  record,
  signatureCodec,
  text,
  time,
} from '@tallystick/protocol';
import { type Detail, type Upload, detailCodec, uploadCodec } from './detail.ts';

/** An amount of one currency, by the currency's id. */
export interface Holding {
  readonly currency: Hash;
  readonly amount: Amount;
}

/** Why the sovereign said no. */
export interface StoredRefusal {
  readonly code: string;
  readonly message: string;
  /** JSON. */
  readonly data: string;
}

/**
 * The next transition of a chain, from before it is signed until its certificate is stored or it is abandoned
 * (docs/decisions/0002-one-signature-per-sequence.md). `signatures` is empty until they are stored.
 */
export interface Pending {
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  readonly signatures: readonly Signature[];
  readonly details: readonly Detail[];
  readonly uploads: readonly Upload[];
  readonly createdAt: number;
  readonly refusal: StoredRefusal | null;
}

/** Where an own chain stands. Of a device also what it has, and what lies in holds that it put. */
export interface ChainRecord {
  /** The last certified state; null for an identity that is not opened yet. */
  readonly head: Uint8Array | null;
  readonly balances: readonly Holding[];
  readonly outgoing: readonly Holding[];
  readonly pending: Pending | null;
}

/** Currencies of one constitution (protocol.md, section 5), with room for those of others. */
const MAX_CURRENCIES = 1024;
const MAX_MESSAGE_BYTES = 4096;

export const holdingsCodec: Codec<Holding[]> = list(
  record({ currency: bytes(32), amount }),
  MAX_CURRENCIES,
);

export const refusalCodec: Codec<StoredRefusal> = record({
  code: text(MAX_MESSAGE_BYTES),
  message: text(MAX_MESSAGE_BYTES),
  data: text(MAX_MESSAGE_BYTES),
});

const pendingCodec: Codec<Pending> = record({
  state: bytes(176),
  operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
  signatures: list(signatureCodec, 16),
  details: list(detailCodec, MAX_HOLDS),
  uploads: list(uploadCodec, MAX_HOLDS),
  createdAt: time,
  refusal: nullable(refusalCodec),
});

export const chainRecordCodec: Codec<ChainRecord> = record({
  head: nullable(bytes(176)),
  balances: holdingsCodec,
  outgoing: holdingsCodec,
  pending: nullable(pendingCodec),
});
