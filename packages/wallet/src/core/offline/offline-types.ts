/**
 * Paying without a network, as a wallet's users see it. Messages are bytes for the other side's wallet; amounts, addresses and
 * times are written as in `wallet-types.ts`.
 */
import type { Outcome } from '../outcome.ts';
import type { Amounts } from '../wallet-types.ts';

/** A tab for one payee. */
export interface TabRequest {
  /** `@handle` or an address. */
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  /** How long the payee may claim. */
  readonly days: number;
  readonly country?: string;
  readonly toCountry?: string;
}

/** An allowance for cheques to whoever is met. */
export interface AllowanceRequest {
  readonly amount: string;
  readonly currency: string;
  /** The most that one cheque gives. */
  readonly perCheque: string;
  readonly days: number;
  /** Set aside besides, for when two copies of this wallet pay. */
  readonly collateral?: string;
  readonly country?: string;
  /** Country records that a payee may have; any where it is left out. */
  readonly countries?: readonly string[];
}

/** A hold that was opened or raised. `pending`: the answer is outstanding, sync resolves it. */
export interface SetAside {
  readonly status: 'final' | 'pending';
  readonly hold: string;
  readonly id: string;
}

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
  readonly collateral?: string;
  /** The collateral is not on the ledger: no cheque is written until a sync could put it. */
  readonly isCollateralMissing?: true;
  /** Why nothing more is written on it. */
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
  readonly message: Uint8Array;
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

/** What a payee accepts of cheques that are not deposited yet, in one currency. */
export interface OfflineLimits {
  readonly currency: string;
  readonly perAct: string;
  readonly perPayer: string;
  readonly total: string;
}

/** One thing that could still be lost. */
export interface ExposureLine {
  readonly kind: 'tab' | 'cheque' | 'stream' | 'allowance';
  readonly role: 'payer' | 'payee';
  readonly hold: string;
  /** The other side, where it is known. */
  readonly party?: string;
  readonly amount: string;
  readonly currency: string;
  readonly until: number;
  readonly words: string;
}

export interface Exposure {
  readonly lines: readonly ExposureLine[];
  /** Of all lines as payee. */
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

/** Payments without a network between the two. */
export interface Offline {
  /** Makes what this wallet shows of itself young again; asks the sovereign. */
  prepare(): Promise<Outcome<null>>;
  openTab(request: TabRequest): Promise<Outcome<SetAside>>;
  raiseTab(hold: string, amount: string): Promise<Outcome<SetAside>>;
  /** Of a tab for this wallet: takes what it gave, and gives the rest back to its owner before the window ends. */
  release(hold: string): Promise<Outcome<Released>>;
  openAllowance(request: AllowanceRequest): Promise<Outcome<SetAside>>;
  request(
    amount: string,
    currency: string,
    memo?: string,
    validMs?: number,
  ): Promise<Outcome<MadeRequest>>;
  /** Reads a request, for a person to confirm; nothing is stored or signed. */
  readRequest(message: Uint8Array): Promise<Outcome<ReadRequest>>;
  /** Pays a request. `confirmAmount`: what the owner confirmed, such as `5.00`; another amount is refused. */
  pay(
    message: Uint8Array,
    confirmed: { readonly confirmAmount: string },
  ): Promise<Outcome<OfflinePayment>>;
  accept(message: Uint8Array): Promise<Outcome<Acceptance>>;
  finish(message: Uint8Array): Promise<Outcome<Finished>>;
  /** Of a tab's act that was not accepted: the word not to claim it, for the payer's wallet to {@link Offline.finish}. */
  voidAct(handover: Uint8Array): Promise<Outcome<Uint8Array>>;
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
  limits(): Promise<Outcome<readonly OfflineLimits[]>>;
  setLimits(limits: readonly OfflineLimits[]): Promise<Outcome<null>>;
}

/** Who asks for what. */
export interface ReadRequest {
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly memo: string;
  readonly until: number;
}
