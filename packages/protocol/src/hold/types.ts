import type { Hash, Key } from '../crypto/index.ts';
import type { Amount } from '../money/index.ts';

/** Who may sign acts on a hold's chain: nobody, the key of the chain that put it, or another key. */
export type HoldWriter =
  | { readonly kind: 'none' }
  | { readonly kind: 'putter' }
  | { readonly kind: 'key'; readonly key: Key };

/** Who may claim: one identity under one of its country records, or anyone within stated bounds. */
export type Payee =
  | { readonly kind: 'identity'; readonly identity: Hash; readonly country: string }
  | { readonly kind: 'anyone'; readonly countries: readonly string[]; readonly minTier: number };

/** What a claim pays. A meter is closed code, never a program (DESIGN section 5). */
export type Meter =
  | { readonly kind: 'all' }
  | { readonly kind: 'voucher' }
  | {
      readonly kind: 'ticks';
      /** `units` of the currency are paid for every `perTicks` links revealed. */
      readonly units: Amount;
      readonly perTicks: number;
      readonly anchor: Hash;
      readonly links: number;
    }
  | { readonly kind: 'cheque'; readonly perCheque: Amount }
  | {
      readonly kind: 'schedule';
      readonly amount: Amount;
      readonly periodMs: number;
      readonly firstAt: number;
      readonly periods: number;
    }
  | {
      readonly kind: 'price';
      readonly currency: Hash;
      readonly numerator: Amount;
      readonly denominator: Amount;
      readonly least: Amount;
    };

/** What must be shown before a claim pays. Data, not a program; bounded in depth and size. */
export type Condition =
  | { readonly kind: 'after'; readonly time: number }
  | { readonly kind: 'before'; readonly time: number }
  | { readonly kind: 'preimage'; readonly hash: Hash }
  | { readonly kind: 'signed'; readonly threshold: number; readonly keys: readonly Key[] }
  | { readonly kind: 'attested'; readonly oracle: Key; readonly statement: Hash }
  | {
      readonly kind: 'admitted';
      readonly sovereign: Hash;
      readonly hold: Hash;
      readonly outcome: number;
    }
  | { readonly kind: 'fork'; readonly hold: Hash }
  | {
      readonly kind: 'some';
      readonly threshold: number;
      readonly conditions: readonly Condition[];
    };

/** One way in which a hold's value leaves it, until the time `until` (ms since 1970) has passed. */
export interface Claim {
  readonly payee: Payee;
  readonly meter: Meter;
  readonly condition: Condition | null;
  readonly until: number;
}

/** Value set aside. Its owner is the identity of the chain that put it; `cap` is at least 1. */
export interface Hold {
  readonly currency: Hash;
  readonly cap: Amount;
  readonly writer: HoldWriter;
  readonly note: Hash | null;
  readonly claims: readonly Claim[];
  /** What it is for: one to four capitals or digits, such as ISO 20022's `SALA`; absent where that is not said. */
  readonly purpose?: string;
  /** The salt (16 bytes) of the intent that it carries out, which was announced before; see `intentHash`. */
  readonly intent?: Uint8Array;
}

/** Adds `by` (at least 1) to the cap of an open hold of the same owner. */
export interface Raise {
  readonly hold: Hash;
  readonly by: Amount;
}

/** What a taking shows for its claim's meter and condition. */
export interface Proof {
  readonly evidence: Uint8Array;
  readonly witnesses: readonly Uint8Array[];
}

/** Takes `amount` from a hold: under the claim of that index, or (`null`) back to the owner. */
export interface Taking {
  readonly hold: Hash;
  readonly claim: number | null;
  readonly amount: Amount;
  readonly proof: Proof | null;
}
