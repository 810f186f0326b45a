import type { Hash } from '../crypto/index.ts';
import type { Signers } from '../identity/index.ts';

/** Identities with an unexpired record of one of the countries (any, when there is none) and tier. */
export interface Electorate {
  readonly name: string;
  readonly countries: readonly string[];
  readonly minTier: number;
}

/** People who sign together: m of n keys. */
export interface Office {
  readonly name: string;
  readonly signers: Signers;
}

/** What a proposal is about. Each is a line of versions of its own. */
export type Matter =
  | { readonly kind: 'module'; readonly owner: string }
  | { readonly kind: 'global' }
  | { readonly kind: 'list'; readonly name: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'suites' }
  | { readonly kind: 'currencies' }
  | { readonly kind: 'cosigners' }
  | { readonly kind: 'peers' }
  | { readonly kind: 'vendors' }
  | { readonly kind: 'governance' };

/** A matter, or every module or list: a null name. */
export type Scope =
  | Exclude<Matter, { readonly kind: 'module' | 'list' }>
  | { readonly kind: 'module'; readonly owner: string | null }
  | { readonly kind: 'list'; readonly name: string | null };

/** How a matter is decided. Times in ms; electorate and office are indexes in the governance. */
export interface Procedure {
  readonly scope: Scope;
  readonly electorate: number | null;
  readonly office: number | null;
  readonly approvalPermille: number;
  readonly quorumPermille: number;
  readonly commentMs: number;
  readonly voteMs: number;
  readonly timelockMs: number;
  /** 0: ballots need no voting key; else at least 3. */
  readonly vendors: number;
  /** How many other offices must have audited. */
  readonly audits: number;
  /** For how long an emergency version is in force; 0: there is no emergency lane. */
  readonly emergencyMs: number;
}

/** Who decides what; gates, registrars, appeals are indexes of the offices that do this. */
export interface Governance {
  readonly electorates: readonly Electorate[];
  readonly offices: readonly Office[];
  readonly procedures: readonly Procedure[];
  readonly gates: number;
  readonly registrars: number | null;
  readonly appeals: number | null;
}

/** The text that is proposed: itself, or its hash and the transitions that said its parts. */
export type Content =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'parts';
      readonly hash: Hash;
      readonly size: number;
      readonly parts: readonly Hash[];
    };

/** An office's signature; `by` is the index among its keys. */
export interface OfficeSignature {
  readonly by: number;
  readonly bytes: Uint8Array;
}

/** What an office says of a proposal. */
export type Word =
  | { readonly kind: 'approved' }
  /** By the office `gates`: 'tightens' when it is proven that nothing is permitted anew. */
  | {
      readonly kind: 'gates';
      readonly report: Hash;
      readonly verdict: 'failed' | 'passed' | 'tightens';
    }
  | { readonly kind: 'audit'; readonly report: Hash; readonly agrees: boolean };

/** A payment that a rule would refuse, permitted once by the office `appeals`. */
export interface Exemption {
  readonly currency: Hash;
  /** At most so much. */
  readonly amount: bigint;
  readonly payee: Hash;
  readonly rule: string;
  readonly until: number;
}

/** W3C Web Authentication section 6.3.3: what an authenticator answers. */
export interface Assertion {
  readonly authenticatorData: Uint8Array;
  readonly clientData: Uint8Array;
  readonly signature: Uint8Array;
}

export type Choice = 'no' | 'yes' | 'abstain';
export type Lane = 'ordinary' | 'emergency';

/**
 * Declared with a version of rules: when the node tells everybody that more payments are stopped
 * than its author expected. It counts what was decided while that version is in force.
 */
export interface Alarm {
  readonly on: 'refused' | 'held' | 'stopped';
  /** The rule by which they are; null: any that has a public code. */
  readonly rule: string | null;
  /** More than so many. */
  readonly most: number;
  /** Of so many payments that were decided last, or within so many hours. */
  readonly of:
    | { readonly kind: 'last'; readonly payments: number }
    | { readonly kind: 'within'; readonly hours: number };
}

export interface Proposal {
  readonly kind: 'proposal';
  readonly matter: Matter;
  /** The proposal whose version it replaces; null where there is none. */
  readonly base: Hash | null;
  readonly content: Content;
  /** Half open, ms since 1970. */
  readonly from: number;
  readonly until: number | null;
  readonly lane: Lane;
  /** None where the matter is not of rules. */
  readonly alarms: readonly Alarm[];
}

/** What is said about governance on an identity's chain. */
export type GovernanceStatement =
  | Proposal
  | { readonly kind: 'part'; readonly bytes: Uint8Array }
  | { readonly kind: 'withdrawal'; readonly proposal: Hash }
  | {
      readonly kind: 'voting-key';
      /** COSE_Key of the credential. */
      readonly key: Uint8Array;
      readonly attestation: Uint8Array;
      readonly vendor: Hash;
      readonly signatures: readonly OfficeSignature[];
    }
  | {
      readonly kind: 'ballot';
      readonly proposal: Hash;
      readonly choice: Choice;
      readonly assertion: Assertion | null;
    }
  | {
      readonly kind: 'approval';
      readonly proposal: Hash;
      readonly office: number;
      readonly word: Word;
      readonly signatures: readonly OfficeSignature[];
    }
  | { readonly kind: 'appeal'; readonly decision: Hash; readonly note: Hash }
  | {
      readonly kind: 'answer';
      readonly appeal: Hash;
      readonly outcome: 'upheld' | 'exception' | 'compensation' | 'referred';
      readonly exemption: Exemption | null;
      readonly signatures: readonly OfficeSignature[];
    }
  | (Figure & { readonly kind: 'figure'; readonly signatures: readonly OfficeSignature[] });

/** A rate or an indicator, as an office publishes it. */
export interface Figure {
  /** `RATE-HRB-EUR`: what one smallest unit of HRB is in smallest units of EUR. Others are indicators, whole numbers. */
  readonly name: string;
  readonly numerator: bigint;
  /** At least 1; of an indicator 1. */
  readonly denominator: bigint;
  /** It can be relied on from here up to and without `until`, in ms since 1970. */
  readonly from: number;
  readonly until: number;
}
