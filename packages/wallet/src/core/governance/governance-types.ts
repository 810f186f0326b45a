import type { Choice, GovernanceStatement, Lane, Matter } from '@tallystick/protocol';
import type { Outcome } from '../outcome.ts';

/** A statement that stands on the identity's chain, admitted: who has its id can prove it. */
export interface Said {
  /** The id of the transition that said it; of a proposal, its own. */
  readonly id: string;
  /** Its place in the log. */
  readonly index: number;
}

/** A new version of a matter, as it is proposed. */
export interface ProposalRequest {
  readonly matter: Matter;
  /** The proposal whose version it replaces; null where there is none. */
  readonly base: string | null;
  /** What is proposed: for rules and lists the canonical text in UTF-8. At most 2 MiB. */
  readonly content: Uint8Array;
  /** Half open, ms since 1970. */
  readonly from: number;
  readonly until: number | null;
  readonly lane: Lane;
}

/** What an office signed, for anybody to bring to the log. */
export type OfficeStatement = Extract<
  GovernanceStatement,
  { readonly kind: 'approval' | 'answer' | 'voting-key' | 'figure' }
>;

/** What a ballot says. */
export interface BallotRequest {
  readonly proposal: string;
  readonly choice: Choice;
  /** By the identity's voting key, where the procedure asks for one. */
  readonly assertion?: Extract<GovernanceStatement, { readonly kind: 'ballot' }>['assertion'];
}

/**
 * What this identity says about rules and the constitution, on its own chain. Each is said once: asked again, also after a
 * crash and by another device, the first one is answered with.
 */
export interface Governance {
  /** A text that does not fit one statement is said in parts first; `tell` hears how many of them are. */
  propose(
    request: ProposalRequest,
    tell?: (said: number, parts: number) => void,
  ): Promise<Outcome<Said>>;
  /** By the author, before the vote begins. */
  withdraw(proposal: string): Promise<Outcome<Said>>;
  /** `refused`, `voted`, where this identity has voted otherwise: a ballot is the only one. */
  vote(request: BallotRequest): Promise<Outcome<Said>>;
  /** Brings an office's signed word to the log. */
  carry(word: OfficeStatement): Promise<Outcome<Said>>;
  /** From a decision's id, with the hash of a note that says why. */
  appeal(decision: string, note: string): Promise<Outcome<Said>>;
}
