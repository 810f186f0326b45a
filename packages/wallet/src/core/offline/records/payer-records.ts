import {
  type Amount,
  type Codec,
  type Half,
  type Hash,
  type Hold,
  MAX_ACT_BYTES,
  MAX_GUARANTEES,
  MAX_REQUEST_MEMO_BYTES,
  MAX_SIGNATURE_BYTES,
  type Party,
  type PayeeOpening,
  STATE_BYTES,
  type SignedReceipt,
  type Void,
  amount,
  bytes,
  bytesUpTo,
  halfCodec,
  holdCodec,
  list,
  mapped,
  nullable,
  partyCodec,
  payeeOpeningCodec,
  record,
  signedReceiptCodec,
  text,
  time,
  uint,
  voidCodec,
} from '@tallystick/protocol';

/** A put of this device's chain; whether it came to be is what the chain's entries say. */
export interface PutPlace {
  readonly sequence: number;
  readonly put: Hash;
}

/** What is to be put under `fork(hold)` once the allowance is certified, and where it was put. */
interface Guarantee {
  readonly amount: Amount;
  readonly until: number;
  readonly placed: PutPlace | null;
}

/** A tab or an allowance that this device put, and how far it has written on it. */
export interface OwnHold {
  readonly placed: PutPlace;
  /** Number of the hold in the put. */
  readonly index: number;
  readonly terms: Hold;
  readonly raises: readonly (PutPlace & { readonly by: Amount })[];
  readonly guarantee: Guarantee | null;
  /** State of the last act that was written; null before the first. */
  readonly head: Uint8Array | null;
  /** Of that act: 0 before the first. */
  readonly amount: Amount;
  readonly total: Amount;
  /** Why nothing more is written on it. */
  readonly stopped: string | null;
}

/** `written`: stored, so it may be signed and counts as given · `handed-over`: the same, by wallets that stored the signature by itself. */
const ACT_STATUS = ['written', 'handed-over', 'confirmed', 'voided'] as const;
type ActStatus = (typeof ACT_STATUS)[number];

/** What a bundle shows of a hold beyond its put: what was added to it since. */
export interface ShownBundle {
  readonly cap: Amount;
  /** Ids of its collateral's put and of the holds that cover it. */
  readonly guarantees: readonly Hash[];
}

/** One act of this device. */
export interface ActRecord {
  readonly status: ActStatus;
  readonly state: Uint8Array;
  readonly act: Uint8Array;
  /** Empty until the receipt is stored: it can be made again. */
  readonly signature: Uint8Array;
  /** The device that asked. */
  readonly to: Party;
  /** Opens a cheque's payee. */
  readonly opening: PayeeOpening | null;
  readonly memo: string;
  readonly at: number;
  readonly receipt: SignedReceipt | null;
  readonly void: Void | null;
  /** What its payee knows of the hold once it has the act: what there was to show when the act was written. */
  readonly showing: ShownBundle;
}

/** What this device gave one payee, on whatever holds. */
export interface GivenRecord {
  readonly half: Half;
  /** Up to here the payee has shown that it has the acts. */
  readonly confirmed: number;
  /** Holds that the payee has proven to itself, with what it was shown of each; the last ones. */
  readonly knows: readonly (ShownBundle & { readonly hold: Hash })[];
}

/** Where an act is kept. */
export interface ActPointer {
  readonly hold: Hash;
  readonly sequence: number;
}

/** As many as one handover can raise a hold by (protocol.md section 10). */
export const MAX_KNOWN_HOLDS = 16;

const place = { sequence: uint(), put: bytes(32) };
const shownBundle = { cap: amount, guarantees: list(bytes(32), MAX_GUARANTEES) };

export const ownHoldCodec: Codec<OwnHold> = record({
  placed: record(place),
  index: uint(),
  terms: holdCodec,
  raises: list(record({ ...place, by: amount }), 1024),
  guarantee: nullable(record({ amount, until: time, placed: nullable(record(place)) })),
  head: nullable(bytes(STATE_BYTES)),
  amount,
  total: amount,
  stopped: nullable(text(256)),
});

const statusCodec: Codec<ActStatus> = mapped(
  uint(ACT_STATUS.length - 1),
  (number) => ACT_STATUS[number] ?? 'written',
  (status) => ACT_STATUS.indexOf(status),
);

export const actRecordCodec: Codec<ActRecord> = record({
  status: statusCodec,
  state: bytes(STATE_BYTES),
  act: bytesUpTo(MAX_ACT_BYTES, 1),
  signature: bytesUpTo(MAX_SIGNATURE_BYTES),
  to: partyCodec,
  opening: nullable(payeeOpeningCodec),
  memo: text(MAX_REQUEST_MEMO_BYTES),
  at: time,
  receipt: nullable(signedReceiptCodec),
  void: nullable(voidCodec),
  showing: record(shownBundle),
});

export const givenRecordCodec: Codec<GivenRecord> = record({
  half: halfCodec,
  confirmed: uint(),
  knows: list(record({ hold: bytes(32), ...shownBundle }), MAX_KNOWN_HOLDS),
});

export const actPointerCodec: Codec<ActPointer> = record({ hold: bytes(32), sequence: uint() });
