import type { Window } from './window.ts';

/** `identity tier 2` (the sender's), `receiver tier 1` */
export interface NeedsTier {
  readonly kind: 'needs-tier';
  readonly of: 'sender' | 'receiver';
  readonly tier: number;
}

export interface NeedsSecondFactor {
  readonly kind: 'needs-second-factor';
}

export interface NeedsDocument {
  readonly kind: 'needs-document';
  readonly name: string;
}

/** That the payment has waited for so long since it was first held. */
export interface NeedsWaiting {
  readonly kind: 'needs-waiting';
  readonly window: Window;
}

export type Requirement = NeedsTier | NeedsSecondFactor | NeedsDocument | NeedsWaiting;

export interface Refuse {
  readonly kind: 'refuse';
}

/** Until all its requirements are met; without any, until the rule does not fire any more. */
export interface Hold {
  readonly kind: 'hold';
  readonly until: readonly Requirement[];
}

export interface NoObjection {
  readonly kind: 'no-objection';
}

/** What a rule does. Only an exception has `no objection`, and it has nothing else. */
export type Action = Refuse | Hold | NoObjection;
