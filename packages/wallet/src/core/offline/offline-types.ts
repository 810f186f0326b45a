/**
 * Paying without a network, as a wallet's users see it. Messages are bytes for the other side's wallet; amounts, addresses and
 * times are written as in `wallet-types.ts`.
 */
import type { Outcome } from '../outcome.ts';
import type { Amounts } from '../wallet-types.ts';
import type {
  AllowanceRequest,
  CoverRequest,
  CoverTerms,
  CoverView,
  GivenCover,
  SetAside,
  ShownCoverView,
  TabRequest,
} from './set-aside-types.ts';

/** A tab that was given back, and what was taken with it. `pending`: the answer is outstanding, sync resolves it. */
export interface Released {
  readonly status: 'final' | 'pending';
  readonly hold: string;
  readonly amount: string;
  readonly currency: string;
}

/** One of this wallet's tabs and allowances. */
export interface OwnHoldView {
  readonly hold: string;
  readonly kind: 'tab' | 'allowance';
  /** Of a tab. */
  readonly to?: string;
  readonly currency: string;
  readonly cap: string;
  /** What its acts have given out. */
  readonly given: string;
  readonly until: number;
  /** A tab from which a stream is paid: `given` has its ticks, too, and nothing else is paid from it. */
  readonly isStream?: true;
  /** Of an allowance: the most that one cheque gives. */
  readonly perCheque?: string;
  /** Of an allowance that is not for everybody: the countries and the least tier of its payees. */
  readonly bounds?: { readonly countries: readonly string[]; readonly minTier: number };
  readonly collateral?: string;
  /** Of an allowance: what others have set aside for its payees, together, as far as this wallet was told. */
  readonly cover?: string;
  /** The collateral is not on the ledger: no cheque is written until a sync could put it. */
  readonly isCollateralMissing?: true;
  /** Why nothing more is written on it: `closed`, `rolled-back`, or `forked`. */
  readonly stopped?: string;
}

/** A tab of somebody for this wallet, or an allowance of somebody's from which it has cheques. */
export interface HeldHoldView {
  readonly hold: string;
  readonly kind: 'tab' | 'allowance';
  readonly from: string;
  readonly currency: string;
  /** Of a tab: the most that it can give, as far as this wallet knows. */
  readonly cap?: string;
  /** What its acts gave this wallet, and what of it was taken. */
  readonly got: string;
  readonly taken: string;
  /** Of an allowance: what neither it nor collateral nor cover has left to pay of its deposited cheques. */
  readonly uncovered?: string;
  readonly until: number;
  readonly isOver: boolean;
}

/** A request, for the payer's wallet. */
export interface MadeRequest {
  readonly id: string;
  readonly message: Uint8Array;
  readonly until: number;
}

/**
 * What the payer hands over. `again`: another act for this payee on this hold is outstanding, and that is what is handed over:
 * pay once more when its receipt has come.
 */
export interface OfflinePayment {
  readonly status: 'handed-over' | 'again' | 'confirmed';
  readonly kind: 'tab' | 'cheque';
  readonly doubleSpend: 'prevented' | 'detected';
  readonly words: string;
  readonly hold: string;
  readonly sequence: number;
  readonly amount: string;
  readonly currency: string;
  readonly to: string;
  /** Of a cheque whose payee needs a country record of that tier: its wallet knows, this one cannot check it. */
  readonly minTier?: number;
  readonly message: Uint8Array;
}

/**
 * From what a request would be paid. `hands`: what is handed over, a `new` act, the `same` that this request has already, or an
 * `earlier` one for this payee, whose receipt has to come first.
 */
export interface OfflineChoice {
  readonly hold: string;
  readonly kind: 'tab' | 'cheque';
  readonly hands: 'new' | 'same' | 'earlier';
}

/** What became of a handover at its payee; `message` goes back to the payer. */
export type Acceptance =
  | {
      readonly status: 'accepted';
      readonly kind: 'tab' | 'cheque';
      readonly doubleSpend: 'prevented' | 'detected';
      readonly words: string;
      readonly amount: string;
      readonly currency: string;
      readonly from: string;
      readonly memo: string;
      /** The id of the request that it answers. */
      readonly request: string;
      /** Claim it before. */
      readonly until: number;
      readonly message: Uint8Array;
    }
  | {
      readonly status: 'not-accepted';
      readonly code: string;
      /** Why, more precisely, where the code leaves it open. */
      readonly fault?: string;
      readonly words: string;
      readonly message: Uint8Array;
    };

/** What the payee's answer means to the payer. `send`: bring this message to the payee. */
export type Finished =
  | {
      readonly status: 'confirmed';
      readonly amount: string;
      readonly currency: string;
      readonly to: string;
    }
  | {
      readonly status: 'voided';
      readonly amount: string;
      readonly currency: string;
      readonly to: string;
    }
  | { readonly status: 'send'; readonly code: string; readonly message: Uint8Array }
  | { readonly status: 'not-accepted'; readonly code: string; readonly words: string };

/** What the owner of a wallet lets it accept without a network. */
export interface OwnLimits {
  /** By currency; one that is left out has none, and any cheque is accepted. */
  readonly cheques: readonly ChequeLimits[];
  readonly evidence: EvidenceLimits;
  /** Up to which amount a void is accepted without {@link Offline.finish}'s `confirmVoid`; in other currencies none is. */
  readonly voids: readonly { readonly currency: string; readonly amount: string }[];
}

/**
 * What is asked of what others show, where that is stricter than the constitution; null: as the constitution has it. With an own
 * choice it is asked of every act, and not only where a hold is met for the first time.
 */
export interface EvidenceLimits {
  /** How old the newest checkpoint may be, in ms. */
  readonly maxAgeMs: number | null;
  /** How many witnesses and validators have to have cosigned. */
  readonly cosigners: number | null;
}

/** What a payee accepts of cheques that are not deposited yet, in one currency. */
export interface ChequeLimits {
  readonly currency: string;
  readonly perAct: string;
  readonly perPayer: string;
  readonly total: string;
}

/** What pays the cheques of an allowance, as it was set aside; others may have drawn on it since. */
export interface Backing {
  readonly cap: string;
  readonly collateral: string;
  readonly cover: string;
  /** What N isolated payees can lose in all, max(0, (N − 1) × cap − collateral − cover), for N = 2, 3, 4. N is not known beforehand. */
  readonly lossOf: { readonly 2: string; readonly 3: string; readonly 4: string };
}

/** One thing that could still be lost. */
export interface ExposureLine {
  readonly kind: 'tab' | 'cheque' | 'stream' | 'allowance' | 'cover';
  readonly role: 'payer' | 'payee' | 'guarantor';
  readonly hold: string;
  /** The other side, where it is known. */
  readonly party?: string;
  readonly amount: string;
  readonly currency: string;
  readonly until: number;
  readonly words: string;
  /** Of a cheque, and of an own allowance. */
  readonly backing?: Backing;
  /** Of a cheque: it is deposited, and there is nothing left to pay it. */
  readonly isUncovered?: true;
  /** Of an own tab or allowance: as of {@link OwnHoldView}; of a forked one `amount` is what is left. */
  readonly stopped?: string;
}

export interface Exposure {
  readonly lines: readonly ExposureLine[];
  /** Of all lines as payee and as guarantor. */
  readonly atRisk: Amounts;
}

/** What another wallet's sightings brought; `reply` goes back where it is not null. */
export interface Meeting {
  readonly reply: Uint8Array | null;
  /** Holds whose writers have signed what cannot all be true. */
  readonly forks: readonly string[];
}

/** A payer that has signed two contents for one position of an allowance, or a total that leaves out what it had given. */
export interface KnownFork {
  readonly hold: string;
  readonly rule: 'same-sequence' | 'broken-link' | 'total';
  /** Where its two histories part. */
  readonly sequence: number;
  /** Whose hold it is, where this wallet has cheques of it. */
  readonly from?: string;
  /** The code with which the sovereign refused the proof, as of a hold that is closed. */
  readonly refused: string | null;
  /** For whoever knows the sovereign's id alone (protocol.md section 6); null before it is on the log. */
  readonly evidence: Uint8Array | null;
}

/** An act of a tab that was handed over and not accepted. */
export interface VoidableAct {
  readonly from: string;
  readonly amount: string;
  readonly currency: string;
}

/** Payments without a network between the two. */
export interface Offline {
  /** Makes what this wallet shows of itself young again; asks the sovereign. */
  prepare(): Promise<Outcome<null>>;
  /**
   * Until when others believe what this wallet shows of itself, if they ask for no more than the constitution does; null: it
   * has nothing to show, and neither pays nor is paid without a network.
   */
  readyUntil(): Promise<Outcome<number | null>>;
  openTab(request: TabRequest): Promise<Outcome<SetAside>>;
  /** `reference`: as that of a {@link TabRequest}. */
  raiseTab(hold: string, amount: string, reference?: string): Promise<Outcome<SetAside>>;
  /** Of a tab for this wallet: takes what it gave, and gives the rest back to its owner before the window ends. */
  release(hold: string): Promise<Outcome<Released>>;
  openAllowance(request: AllowanceRequest): Promise<Outcome<SetAside>>;
  /** What is handed on of an own allowance, to whoever may give cover for it; or of cover that this wallet gave, to whom it is for. */
  terms(hold: string): Promise<Outcome<string>>;
  /** Reads the terms of somebody's allowance, for a person to confirm; nothing is stored or signed. */
  readCoverTerms(terms: string): Promise<Outcome<CoverTerms>>;
  /** Sets value aside for the payees of somebody's allowance: all of it is lost where its owner's wallet signs too many cheques. */
  giveCover(request: CoverRequest): Promise<Outcome<GivenCover>>;
  /** Keeps cover that somebody gave for an allowance of this wallet, to be shown to payees. */
  keepCover(terms: string): Promise<Outcome<ShownCoverView>>;
  /** Cover that this wallet gave. */
  covers(): Promise<Outcome<readonly CoverView[]>>;
  request(
    amount: string,
    currency: string,
    memo?: string,
    validMs?: number,
  ): Promise<Outcome<MadeRequest>>;
  /** Reads a request, for a person to confirm; nothing is stored or signed. */
  readRequest(message: Uint8Array): Promise<Outcome<ReadRequest>>;
  /** From what a request would be paid now, for a person to confirm; nothing is stored or signed. `refused`, `no-room`: from nothing. */
  choose(message: Uint8Array): Promise<Outcome<OfflineChoice>>;
  /**
   * Pays a request. `confirmAmount`: what the owner confirmed, such as `5.00`; another amount is refused. `hold`: from what, as
   * {@link Offline.choose} gave it; where it would come from another one now, it is `refused`, `choice-differs`.
   */
  pay(
    message: Uint8Array,
    confirmed: { readonly confirmAmount: string; readonly hold?: string },
  ): Promise<Outcome<OfflinePayment>>;
  accept(message: Uint8Array): Promise<Outcome<Acceptance>>;
  /** `confirmVoid`: the amount of a void that the owner confirmed, where it is above the limit; another one is not accepted. */
  finish(
    message: Uint8Array,
    confirmed?: { readonly confirmVoid: string },
  ): Promise<Outcome<Finished>>;
  /** Of a tab's act that was not accepted: the word not to claim it, for the payer's wallet to {@link Offline.finish}. */
  voidAct(handover: Uint8Array): Promise<Outcome<Uint8Array>>;
  /** What that word would give up, for a person to confirm; nothing is stored or signed. */
  readVoid(handover: Uint8Array): Promise<Outcome<VoidableAct>>;
  /**
   * What this device gave the identity of an address, for its wallet to {@link Offline.accept}: so that a wallet that was put back
   * from an older copy finds it out before it pays. The answer is to be finished as that of a handover.
   */
  half(to: string): Promise<Outcome<Uint8Array>>;
  /** This wallet's tabs and allowances that the ledger has admitted. */
  own(): Promise<Outcome<readonly OwnHoldView[]>>;
  /** Holds of others from which this wallet has acts, and tabs for it of which it has none yet. */
  held(): Promise<Outcome<readonly HeldHoldView[]>>;
  /** What this wallet has seen of others' allowances, for a wallet that it meets. */
  seen(): Promise<Outcome<Uint8Array>>;
  /** Another wallet's `seen`, or its reply: so a second copy of a payer is found out before anything is deposited. */
  meet(message: Uint8Array): Promise<Outcome<Meeting>>;
  /** Forks that this wallet has the proof of; `sync` puts it on the log. */
  forks(): Promise<Outcome<readonly KnownFork[]>>;
  /** What could still be lost, to whom, until when. */
  exposure(): Promise<Outcome<Exposure>>;
  limits(): Promise<Outcome<OwnLimits>>;
  /** Sets anew what is named, and leaves the rest. */
  setLimits(limits: Partial<OwnLimits>): Promise<Outcome<null>>;
}

/** Who asks for what. */
export interface ReadRequest {
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly memo: string;
  readonly until: number;
}
