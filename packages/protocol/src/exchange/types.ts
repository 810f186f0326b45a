import type { Half, OpenedState, Party, PayeeOpening, SignedAct, Void } from '../act/index.ts';
import type { ChequeSum, ContentsProof } from '../chain/index.ts';
import type { SignedConstitution, SignedEpoch } from '../constitution/index.ts';
import type { Hash, Key } from '../crypto/index.ts';
import type { Certificate } from '../evidence/index.ts';
import type { Amount } from '../money/index.ts';

/** The payee asks for `amount`. Times in ms since 1970; after `until` the payee accepts no act for it. */
export interface OfflineRequest {
  readonly version: 1;
  readonly sovereign: Hash;
  readonly currency: Hash;
  readonly amount: Amount;
  readonly payee: Party;
  /** The country record under which the payee takes. */
  readonly country: string;
  readonly time: number;
  readonly until: number;
  readonly nonce: Uint8Array;
  readonly memo: string;
}

/** A request's canonical bytes, and the payee's device's signature over `H_record` of them, kind `request`. */
export interface SignedRequest {
  readonly request: Uint8Array;
  readonly signature: Uint8Array;
}

/** The payee has stored the act of this pre-commitment; `half` is the head that follows from it. */
export interface Receipt {
  readonly version: 1;
  readonly preCommitment: Hash;
  readonly half: Half;
  readonly by: Party;
  readonly time: number;
}

/** A receipt's canonical bytes, and the device's signature over `H_record` of them, kind `receipt`. */
export interface SignedReceipt {
  readonly receipt: Uint8Array;
  readonly signature: Uint8Array;
}

/** An entry of the log with what it commits to. */
export interface Opened {
  readonly certificate: Certificate;
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
}

/** An opened put and which of its items is meant. */
export interface OpenedItem {
  readonly put: Opened;
  readonly index: number;
}

export interface Founding {
  readonly constitution: SignedConstitution;
  readonly epoch: SignedEpoch;
}

/** All that a payee needs who has met neither payer nor hold, and has pinned the sovereign. */
export interface Bundle {
  readonly founding: Founding;
  readonly put: Opened;
  readonly index: number;
  /** The put is by this device's chain. */
  readonly putter: Party;
  readonly raises: readonly Opened[];
  /** Collateral and cover of an allowance. */
  readonly guarantees: readonly OpenedItem[];
  /** Of any entry, under a young checkpoint with cosignatures. */
  readonly fresh: Certificate;
}

/** A device is in the contents of its identity's chain: as device `ordinal`, active, in the state of an entry of the log. */
export interface Membership {
  readonly certificate: Certificate;
  readonly state: Uint8Array;
  readonly ordinal: number;
  readonly proof: ContentsProof;
}

export interface RequestMessage {
  readonly kind: 'request';
  readonly request: SignedRequest;
  readonly membership: Membership;
}

export interface Handover {
  readonly kind: 'handover';
  readonly act: SignedAct;
  /** Opens the act's payee; null on a tab. */
  readonly payee: PayeeOpening | null;
  /** Acts that the payee has not seen, oldest first. */
  readonly earlier: readonly SignedAct[];
  readonly bundle: Bundle | null;
}

export interface ReceiptMessage {
  readonly kind: 'receipt';
  readonly receipt: SignedReceipt;
}

/** Why a request or an act was not accepted. `half`: what its sender knows of the relationship. */
export interface NotAccepted {
  readonly kind: 'not-accepted';
  /** `H_record` of the request, or `H_act` of the act. */
  readonly subject: Hash;
  readonly code: string;
  readonly half: Half | null;
}

/** One act that somebody has seen, by its place and its state's id. */
export interface Sighting {
  readonly hold: Hash;
  readonly sequence: number;
  readonly state: Hash;
}

/** What a wallet has seen; whoever has seen otherwise asks to be shown. */
export interface Seen {
  readonly kind: 'seen';
  readonly sightings: readonly Sighting[];
}

/** What one cheque says of the sums of an allowance that the other has seen too. */
export interface SumSighting {
  readonly hold: Hash;
  readonly sequence: number;
  readonly sum: ChequeSum;
}

/** Signed states, for those who have seen otherwise, and sums, for those who have seen other cheques of the same allowance. */
export interface Shown {
  readonly kind: 'shown';
  readonly states: readonly OpenedState[];
  readonly sums: readonly SumSighting[];
}

/** The payee of a tab did not accept an act, and gives its word not to claim it: the payer's next act carries the void. */
export interface Voided {
  readonly kind: 'voided';
  readonly void: Void;
}

/** An act of a half, and what opens its payee where it is a cheque. */
export interface HalfAct {
  readonly act: SignedAct;
  readonly payee: PayeeOpening | null;
}

/** What its sender has of the acts that `writer` gave `payee`; `acts` are of that run, oldest first, for whoever is behind. */
export interface HalfMessage {
  readonly kind: 'half';
  readonly writer: Key;
  /** The payee's identity. */
  readonly payee: Hash;
  readonly half: Half;
  readonly acts: readonly HalfAct[];
}

export type Message =
  RequestMessage | Handover | ReceiptMessage | NotAccepted | Seen | Shown | Voided | HalfMessage;
