import type { SignedConstitution, SignedEpoch } from '../constitution/index.ts';
import type { Hash } from '../crypto/index.ts';
import type { Amount } from '../money/index.ts';

/** The root over the whole state after the first `size` entries. */
export interface StateRoot {
  readonly size: number;
  readonly root: Hash;
}

/** The entry that opens each batch and carries the time (ms since 1970). */
export interface Header {
  readonly time: number;
  /** Sum of all gaps so far, this one included, in ms. */
  readonly closedMs: number;
  /** How long the ledger was closed before this header; 0 when it was not. */
  readonly gapMs: number;
  readonly epoch: number;
  readonly stateRoot: StateRoot | null;
}

/** The public data of one leaf of the log. */
export type Leaf =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'entry'; readonly hash: Hash };

/** Under which rulebook and facts one hold was decided. */
export interface DecisionRecord {
  readonly rulebook: Hash;
  readonly facts: Hash;
}

/** What one taking left: the hold's total paid, and whether it is closed now. */
export interface TakingEffect {
  readonly paidAfter: Amount;
  readonly closed: boolean;
}

/** What an admitted operation did, under its batch's header time. */
export type Effects =
  | { readonly kind: 'open'; readonly time: number }
  | {
      readonly kind: 'mint';
      readonly time: number;
      readonly minted: Amount;
      readonly burned: Amount;
    }
  | {
      readonly kind: 'burn';
      readonly time: number;
      readonly minted: Amount;
      readonly burned: Amount;
    }
  | { readonly kind: 'put'; readonly time: number; readonly decisions: readonly DecisionRecord[] }
  | { readonly kind: 'take'; readonly time: number; readonly takings: readonly TakingEffect[] }
  | { readonly kind: 'say'; readonly time: number };

/** The ledger's answer: this transition with these effects is entry `index` of the log. */
export interface Certificate {
  readonly index: number;
  readonly treeSize: number;
  readonly transition: Hash;
  readonly effects: Uint8Array;
  readonly proof: readonly Hash[];
  readonly checkpoint: Uint8Array;
}

/** Constitution → operating-key epoch → checkpoint → inclusion → opened entry, in one bundle. */
export interface Evidence {
  readonly constitution: SignedConstitution;
  readonly epoch: SignedEpoch;
  readonly certificate: Certificate;
  readonly state: Uint8Array | null;
  readonly operation: Uint8Array | null;
}
