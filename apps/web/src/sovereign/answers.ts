/** What the sovereign answers to anybody, as docs/integrators/http-api.md has it; only what pages show is named. */

import type { ConditionShown } from './read-condition.ts';

export interface Founding {
  readonly sovereign: string;
  readonly constitution: {
    readonly name: string;
    readonly country: string;
    readonly createdAt: number;
    readonly origin: string;
    readonly parameters: {
      readonly heartbeatMs: number;
      readonly closureAfterMs: number;
      readonly validityMs: number;
      readonly freshnessMs: number;
      readonly quorum: number;
    };
    readonly witnesses: readonly { readonly name: string }[];
    readonly validators: readonly { readonly name: string }[];
    readonly governance: Governing | null;
  };
  readonly inForce: { readonly governance: Governing | null } | null;
}

export interface Governing {
  readonly electorates: readonly {
    readonly name: string;
    readonly countries: readonly string[];
    readonly minTier: number;
  }[];
  readonly offices: readonly {
    readonly name: string;
    readonly threshold: number;
    readonly signers: readonly KeyShown[];
  }[];
  readonly procedures: readonly {
    readonly for: string;
    readonly electorate: string | null;
    /** The office that has to approve. */
    readonly office: string | null;
    readonly approvalPermille: number;
    readonly quorumPermille: number;
    readonly commentMs: number;
    readonly voteMs: number;
    readonly timelockMs: number;
    readonly about: string;
    readonly words: readonly string[];
  }[];
  /** The office that reports what the gates found, by its name. */
  readonly gates: string;
  /** The office that answers appeals, by its name. */
  readonly appeals: string | null;
  /** The office that registers voting keys. */
  readonly registrars: string | null;
}

/** A public key, base64url. */
export interface KeyShown {
  readonly suite: number;
  readonly publicKey: string;
}

export interface CurrencyShown {
  readonly id: string;
  readonly code: string;
  readonly decimals: number;
  readonly name: string;
  readonly treasury: { readonly threshold: number; readonly signers: readonly KeyShown[] };
}

export interface SupplyShown {
  readonly size: number;
  readonly time: number | null;
  readonly supply: readonly {
    readonly currency: string;
    readonly code: string;
    readonly decimals: number;
    readonly minted: string;
    readonly burned: string;
    readonly circulating: string;
    /** What an office attests, of the smallest unit, and until when. */
    readonly reserve: { readonly amount: string; readonly until: number } | null;
  }[];
}

export interface SupplyHistoryShown {
  readonly code: string;
  readonly decimals: number;
  readonly time: number | null;
  /** Oldest first, by time; amounts of the smallest unit. */
  readonly points: readonly {
    readonly time: number;
    readonly minted: string;
    readonly burned: string;
    readonly circulating: string;
  }[];
}

export interface LogDaysShown {
  readonly size: number;
  readonly days: readonly { readonly day: number; readonly entries: number }[];
}

export interface AppealsShown {
  readonly open: number;
  readonly overdue: number;
  readonly outcomes: Readonly<Record<'upheld' | 'exception' | 'compensation' | 'referred', number>>;
  readonly hoursToAnswer: { readonly median: number | null };
}

export interface AlarmsShown {
  readonly alarms: readonly { readonly raisedAt: number | null }[];
}

export interface RingShown {
  readonly decoysPerMillion: number;
}

export interface MayShown {
  readonly asked: {
    readonly amount: string;
    readonly currency: string;
    readonly from: string;
    readonly to: string;
    readonly tier: number;
    readonly time: number;
  };
  readonly answer: 'yes' | 'no' | 'yes-if';
  readonly rule: string | null;
  readonly conditions: readonly ConditionShown[];
  readonly rules: readonly ClauseShown[];
  readonly modules: readonly { readonly name: string; readonly version: number }[];
}

export interface ClauseShown {
  readonly code: string;
  readonly title: string;
  readonly source: string | null;
  readonly module: string;
  readonly version: number;
  readonly since: number;
  readonly text: string;
}

export interface TextShown {
  readonly name: string;
  readonly version: number;
  readonly from: number;
  readonly until: number | null;
  readonly hash: string;
  readonly text: string;
}

export interface RulesShown {
  readonly rulebook: string;
  readonly modules: readonly TextShown[];
  readonly lists: readonly TextShown[];
}

interface ListVersionShown {
  readonly name: string;
  readonly version: number;
  readonly from: number;
  readonly until: number | null;
  readonly freshUntil: number;
  readonly isInForce: boolean;
}

export interface ListRuleShown {
  readonly module: string;
  readonly owner: 'global' | 'currency' | 'country' | 'treaty';
  readonly rule: string;
  readonly title: string;
  readonly subject: 'sender' | 'receiver';
  readonly does: 'refuse' | 'hold';
  readonly isExcepted: boolean;
  readonly pauses: boolean;
}

/** A list, and what rules make of it. */
export interface ListShown extends ListVersionShown {
  readonly of: 'parties' | 'countries';
  readonly isConfidential: boolean;
  /** How many; null: they are kept elsewhere. */
  readonly entries: number | null;
  readonly rules: readonly ListRuleShown[];
  readonly otherRules: readonly string[];
}

export interface ListsShown {
  readonly time: number;
  readonly lists: readonly ListShown[];
}

export interface ListPartiesShown extends ListVersionShown {
  readonly entries: number;
  readonly parties: readonly {
    readonly identity: string;
    readonly address: string;
    readonly isKnown: boolean;
    readonly handle: string | null;
  }[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

/** Which public lists name an identity, and what pauses payouts to it. */
export interface NamedShown {
  readonly time: number;
  readonly identity: string;
  readonly lists: readonly (ListVersionShown & { readonly isNamed: boolean })[];
  readonly pauses: readonly {
    readonly list: string;
    /** By its code; null: every one. */
    readonly currency: string | null;
    readonly since: number;
    readonly until: number | null;
  }[];
}

export interface VersionShown {
  readonly name: string;
  readonly matter: string;
  readonly proposal: string;
  readonly index: number;
  readonly lane: 'ordinary' | 'emergency';
  readonly decidedAt: number;
  readonly from: number;
  readonly until: number | null;
  readonly isInForce: boolean;
  readonly content: { readonly hash: string };
  readonly differences:
    readonly { readonly message: string; readonly witness: string | null }[] | null;
}

export type StageKind = 'comment' | 'voting' | 'timelock' | 'adopted' | 'withdrawn' | 'failed';

export interface ProposalShown {
  readonly id: string;
  readonly name: string;
  readonly matter: string;
  readonly author: string;
  readonly index: number;
  readonly lane: 'ordinary' | 'emergency';
  readonly from: number;
  readonly alarms: readonly string[];
  readonly stage: {
    readonly kind: StageKind;
    readonly reason: string | null;
    readonly opens: number | null;
  };
  readonly schedule: {
    readonly voteFrom: number;
    readonly voteUntil: number;
    readonly lockUntil: number;
  };
  readonly procedure: {
    readonly electorate: string | null;
    readonly office: string | null;
    readonly approvalPermille: number;
    readonly quorumPermille: number;
    readonly commentMs: number;
    /** As many makers' voting keys have to be in it; 0: devices vote. */
    readonly vendors: number;
    readonly audits: number;
    readonly words: readonly string[];
  };
  readonly members: { readonly count: number };
  readonly counts: readonly {
    readonly yes: number;
    readonly no: number;
    readonly abstain: number;
  }[];
  readonly tally: { readonly passes: boolean; readonly words: readonly string[] } | null;
  readonly offices: readonly {
    readonly office: string;
    readonly said: 'approved' | 'gates' | 'audit';
    readonly verdict: 'failed' | 'passed' | 'tightens' | null;
    readonly agrees: boolean | null;
    readonly report: string | null;
    readonly at: number;
  }[];
}

export interface IdentityShown {
  readonly identity: string;
  readonly address: string;
  readonly handle: string | null;
  readonly countries: readonly {
    readonly country: string;
    readonly tier: number;
    /** In ms since 1970; null: it does not end. */
    readonly validUntil: number | null;
  }[];
}
