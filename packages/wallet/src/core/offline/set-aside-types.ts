/** What is set aside for payments without a network; amounts, addresses and times are written as in `wallet-types.ts`. */

/** How long may be claimed: for so many days from now, or until the very end (ms since 1970) that somebody was shown. */
type Lasting =
  | { readonly days: number; readonly until?: never }
  | { readonly until: number; readonly days?: never };

/** What is set aside once, however often it is asked for. */
interface Referenced {
  /**
   * The caller's own name for it: 1 to 64 printable ASCII characters, kept in the same durable write. Asked again under one that is
   * pending or final the answer is the first (days count from then), and other terms are refused (`reference-twice`). What was
   * refused or abandoned does not count.
   */
  readonly reference?: string;
}

/** A tab for one payee. */
export type TabRequest = Lasting &
  Referenced & {
    /** `@handle` or an address. */
    readonly to: string;
    readonly amount: string;
    readonly currency: string;
    readonly country?: string;
    readonly toCountry?: string;
  };

/** An allowance for cheques to whoever is met. */
export type AllowanceRequest = Lasting &
  Referenced & {
    readonly amount: string;
    readonly currency: string;
    /** The most that one cheque gives. */
    readonly perCheque: string;
    /** Set aside besides, for when two copies of this wallet pay. */
    readonly collateral?: string;
    readonly country?: string;
    /** Country records that a payee may have, at most 32; any where it is left out. */
    readonly countries?: readonly string[];
    /** The least tier of a payee's country record, 0 to 15; 0 where it is left out. */
    readonly minTier?: number;
  };

/** Cover for somebody's allowance. */
export interface CoverRequest extends Referenced {
  /** The terms of the allowance, as its owner's wallet gave them. */
  readonly terms: string;
  /** All of this can be lost. */
  readonly amount: string;
  readonly country?: string;
}

/** An allowance for which cover is asked. */
export interface CoverTerms {
  readonly of: string;
  /** What the sovereign says; null where it knows none. */
  readonly handle: string | null;
  /** Its cap. */
  readonly amount: string;
  readonly currency: string;
  readonly perCheque: string;
  readonly until: number;
}

/** Cover that was given. `terms` are for the allowance's owner; null while the answer is outstanding. */
export interface GivenCover extends SetAside {
  readonly terms: string | null;
}

/** Cover that this wallet gave. `isOver`: all of it was paid out, or what was left has come back. */
export interface CoverView {
  readonly hold: string;
  readonly allowance: string;
  readonly of: string;
  readonly amount: string;
  /** What of it payees had taken, when this wallet was synced last. */
  readonly paid: string;
  readonly currency: string;
  readonly until: number;
  readonly isOver: boolean;
}

/** Cover that somebody gave for an allowance of this wallet. */
export interface ShownCoverView {
  readonly allowance: string;
  readonly by: string;
  /** What the sovereign says; null where it knows none. */
  readonly handle: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly until: number;
}

/** A hold that was opened or raised. `pending`: the answer is outstanding, sync resolves it. */
export interface SetAside {
  readonly status: 'final' | 'pending';
  readonly hold: string;
  readonly id: string;
}
