import type { Amount, Hash } from '@tallystick/protocol';

/** One side of a payment, as far as rules see it: not who it is (DESIGN section 8). */
export interface Party {
  /** The country record that the payment names (ISO 3166-1 alpha-2). */
  readonly country: string;
  /** That record's identity tier, 0 to 15. */
  readonly tier: number;
}

export interface Payee extends Party {
  readonly kind: 'party';
  /** Whether the sender has never before put a hold for it; null when nobody knows. */
  readonly first: boolean | null;
}

/**
 * Who may receive, where the hold does not say who will: decided for the least favourable of them.
 */
export interface Bounds {
  readonly kind: 'bounds';
  /** Any, when the list is empty. */
  readonly countries: readonly string[];
  readonly minTier: number;
}

export type Receiver = Payee | Bounds;

/** What the sender has sent of this currency in a window, this hold not counted. */
export interface WindowSum {
  /** The window: the current UTC hour and the `hours − 1` before it. */
  readonly hours: number;
  /** Accepted value; null when the sum is 2^63 − 1 or more, or unknown: a missing fact. */
  readonly amount: Amount | null;
}

/** How many the sender had in a window, this hold not counted; null when nobody knows. */
export interface WindowCount {
  readonly hours: number;
  readonly count: number | null;
}

/** Who of the payment is on a list of parties; null: unknown, or the list is stale. */
export interface Membership {
  readonly list: string;
  readonly sender: boolean | null;
  /** One per receiver; null for bounds. */
  readonly receivers: readonly (boolean | null)[];
}

/**
 * What one smallest unit of the payment's currency is in smallest units of another one:
 * `numerator / denominator`, both at least 1; null when no fresh rate is known.
 */
export interface Rate {
  /** The other currency's code. */
  readonly currency: string;
  readonly rate: { readonly numerator: Amount; readonly denominator: Amount } | null;
}

/** A published figure; null when none is fresh. */
export interface Indicator {
  readonly name: string;
  readonly figure: Amount | null;
}

/**
 * Everything that a decision about one hold may depend on. What nobody can say is null, a missing
 * fact: a rule whose answer it could change holds.
 */
export interface Facts {
  readonly currency: Hash;
  /** The hold's cap. */
  readonly amount: Amount;
  readonly sender: Party;
  /** One per claim, in the hold's order; the strictest answer over all of them counts. */
  readonly receivers: readonly Receiver[];
  /**
   * Whether the value moves through the ledger itself; false where a hold is spent by acts offline.
   */
  readonly online: boolean;
  /** The batch header's time: the legal time, in ms since 1970-01-01 UTC. */
  readonly time: number;
  /** One per window that the rulebook asks for, in its order; so are all lists below. */
  readonly sent: readonly WindowSum[];
  /** Holds put. */
  readonly payments: readonly WindowCount[];
  /** Different payees of holds put. */
  readonly payees: readonly WindowCount[];
  /** Up to four capitals or digits, such as ISO 20022's `SALA`. */
  readonly purpose: string | null;
  /** Whether the sender has given a second factor for this payment. */
  readonly secondFactor: boolean | null;
  /** Names of the documents that were given for this payment. */
  readonly documents: readonly string[] | null;
  /** How long this payment has been held already. */
  readonly waitedMs: number | null;
  readonly lists: readonly Membership[];
  readonly rates: readonly Rate[];
  readonly indicators: readonly Indicator[];
  /**
   * Codes of public rules that are not to stop this payment, because an appeal ended so. Never
   * missing: what is not there is not exempt.
   */
  readonly exempt: readonly string[];
}
