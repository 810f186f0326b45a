import {
  type ActPlace,
  type Amount,
  type Codec,
  type Guarantee,
  type Half,
  type Hash,
  type Hold,
  type Key,
  MAX_GUARANTEES,
  type Party,
  type PayeeOpening,
  type SignedAct,
  type SignedReceipt,
  type SignedRequest,
  amount,
  bytes,
  bytesUpTo,
  halfCodec,
  holdCodec,
  keyCodec,
  list,
  nullable,
  partyCodec,
  payeeOpeningCodec,
  record,
  signedActCodec,
  signedReceiptCodec,
  signedRequestCodec,
  text,
  time,
  uint,
} from '@tallystick/protocol';
import { type ActPointer, actPointerCodec } from './payer-records.ts';

/** A request of this wallet's, and the act that answered it. */
export interface AskedRecord {
  readonly request: SignedRequest;
  readonly answer: ActPointer | null;
}

/** Somebody's hold, from when its bundle was proven. */
export interface HeldRecord {
  /** The canonical epoch under which it was proven. */
  readonly epoch: Uint8Array;
  readonly terms: Hold;
  readonly cap: Amount;
  readonly owner: Party;
  readonly country: string;
  readonly writer: Key;
  readonly first: ActPlace;
  /** Collateral before cover. */
  readonly guarantees: readonly Guarantee[];
  readonly signedAt: number;
  /** The last act that this wallet has of it. */
  readonly place: ActPlace | null;
  /** Of a tab: what was taken of it. */
  readonly taken: Amount;
  /** Nothing more comes of it. */
  readonly isOver: boolean;
}

/** What one writer's key gave this identity. */
export interface GotRecord {
  readonly half: Half;
  readonly from: Hash;
}

/** What the ledger said is left for a cheque in a hold. */
interface Entitlement {
  readonly hold: Hash;
  readonly amount: Amount;
}

/** An act that was accepted. */
export interface GotActRecord {
  readonly act: SignedAct;
  readonly opening: PayeeOpening | null;
  /** What it brought. */
  readonly value: Amount;
  readonly currency: Hash;
  readonly from: Hash;
  readonly memo: string;
  readonly at: number;
  /** Stored with the act; its signature is empty until it is stored too. */
  readonly receipt: SignedReceipt;
  /** Of a cheque: what was paid of it, and whether the ledger has registered it. */
  readonly paid: Amount;
  readonly isRegistered: boolean;
  /** Of a cheque: no more is to be had of it. */
  readonly isOver: boolean;
  readonly entitlements: readonly Entitlement[];
}

/** What a take that is on its way takes of each hold; counted once it is certified. */
export interface DepositRecord {
  readonly sequence: number;
  readonly takings: readonly {
    readonly act: ActPointer;
    readonly hold: Hash;
    readonly amount: Amount;
  }[];
}

/** A tab of which the rest is given back, or is on its way to be, by the take of that sequence. */
export interface ReleasedRecord {
  readonly sequence: number;
  readonly take: Hash;
}

const placeCodec: Codec<ActPlace> = record({
  id: bytes(32),
  sequence: uint(),
  entropy: bytes(32),
  amount,
  total: amount,
  ticked: amount,
});

/** protocol.md section 5: an epoch in canonical bytes. */
const MAX_EPOCH_BYTES = 16_384;
const flag: Codec<boolean> = {
  write: (out, value) => uint(1).write(out, Number(value)),
  read: (input) => uint(1).read(input) === 1,
};

export const askedRecordCodec: Codec<AskedRecord> = record({
  request: signedRequestCodec,
  answer: nullable(actPointerCodec),
});

export const heldRecordCodec: Codec<HeldRecord> = record({
  epoch: bytesUpTo(MAX_EPOCH_BYTES, 1),
  terms: holdCodec,
  cap: amount,
  owner: partyCodec,
  country: text(2, 2),
  writer: keyCodec,
  first: placeCodec,
  guarantees: list(
    record({ hold: bytes(32), cap: amount, until: time, isCover: flag }),
    MAX_GUARANTEES,
  ),
  signedAt: time,
  place: nullable(placeCodec),
  taken: amount,
  isOver: flag,
});

export const gotRecordCodec: Codec<GotRecord> = record({ half: halfCodec, from: bytes(32) });

export const gotActRecordCodec: Codec<GotActRecord> = record({
  act: signedActCodec,
  opening: nullable(payeeOpeningCodec),
  value: amount,
  currency: bytes(32),
  from: bytes(32),
  memo: text(256),
  at: time,
  receipt: signedReceiptCodec,
  paid: amount,
  isRegistered: flag,
  isOver: flag,
  entitlements: list(record({ hold: bytes(32), amount }), MAX_GUARANTEES + 1),
});

export const depositRecordCodec: Codec<DepositRecord> = record({
  sequence: uint(),
  takings: list(record({ act: actPointerCodec, hold: bytes(32), amount }), 256),
});

export const releasedRecordCodec: Codec<ReleasedRecord> = record({
  sequence: uint(),
  take: bytes(32),
});
