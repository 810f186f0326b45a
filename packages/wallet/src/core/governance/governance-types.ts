import type { Alarm, Choice, GovernanceStatement, Lane, Matter } from '@tallystick/protocol';
import type { Outcome } from '../outcome.ts';

/** A statement that stands on the identity's chain, admitted: who has its id can prove it. */
export interface Said {
  /** The id of the transition that said it; of a proposal, its own. */
  readonly id: string;
  /** Its place in the log. */
  readonly index: number;
}

/** What this identity has said for itself, as it stands on the log. */
export type OwnWord = Said &
  (
    | { readonly kind: 'proposal' }
    | { readonly kind: 'withdrawal'; readonly proposal: string }
    | { readonly kind: 'ballot'; readonly proposal: string; readonly choice: Choice }
    | { readonly kind: 'appeal'; readonly decision: string }
    | {
        readonly kind: 'voting-key';
        /** The vendor's id. */
        readonly vendor: string;
        /** The credential's id in base64url, by which it is asked again. */
        readonly credential: string;
      }
  );

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
  /** When the node is to tell everybody that it stops more payments than expected; of rules only. */
  readonly alarms?: readonly Alarm[];
}

/** What an office signed, for anybody to bring to the log. */
export type OfficeStatement = Extract<
  GovernanceStatement,
  { readonly kind: 'approval' | 'answer' | 'voting-key' | 'figure' }
>;

/** How far the gates of the node have come with a proposal. */
export interface GatesWork {
  /** How many proposals are looked at before it. */
  readonly before: number;
  /** For how long it has been looked at, ms. */
  readonly runningMs: number;
}

/** How somebody waits for the gates. */
export interface GatesPatience {
  /** Hears how far they are, about once a second. */
  readonly tell?: (work: GatesWork) => void;
  /** Ends the waiting (`gates-at-work`), and not the gates: asked again they go on. */
  readonly signal?: AbortSignal;
}

/** What the gates of the node found of a proposal. */
export interface GatesWord {
  readonly verdict: 'failed' | 'passed' | 'tightens';
  /** For {@link Governance.carry}; null where their office keeps its key elsewhere. */
  readonly word: OfficeStatement | null;
}

/** What a ballot says. */
export interface BallotRequest {
  readonly proposal: string;
  readonly choice: Choice;
  /** By the identity's voting key, where the procedure asks for one: see `askForAssertion`. */
  readonly assertion?: AssertedCredential;
}

/** What a page hands to `PublicKeyCredential.parseCreationOptionsFromJSON` and then to `navigator.credentials.create`. */
export interface VotingKeyRequest {
  readonly nonce: string;
  /** Ms since 1970: the key has to be registered before. */
  readonly expiresAt: number;
  /** Binary members in base64url. The RP ID is the page's own. */
  readonly options: {
    readonly challenge: string;
    readonly rp: { readonly name: string };
    readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
    readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[];
    readonly authenticatorSelection: { readonly userVerification: 'required' };
    readonly attestation: 'direct';
  };
}

/** Of `toJSON()` of what `navigator.credentials.create` gave. */
export interface CreatedCredential {
  readonly response: { readonly attestationObject: string; readonly clientDataJSON: string };
}

/** A key that is on the identity's chain. */
export interface RegisteredVotingKey extends Said {
  /** The vendor's id, and its name in the registry. */
  readonly vendor: string;
  readonly name: string;
}

/** What a page hands to `PublicKeyCredential.parseRequestOptionsFromJSON` and then to `navigator.credentials.get`. */
export interface AssertionRequest {
  readonly challenge: string;
  readonly userVerification: 'required';
  readonly allowCredentials: readonly { readonly type: 'public-key'; readonly id: string }[];
}

/** Of `toJSON()` of what `navigator.credentials.get` gave. */
export interface AssertedCredential {
  readonly response: {
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly signature: string;
  };
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
  /** What a new voting key is to be made over, good for minutes. */
  askForVotingKey(): Promise<Outcome<VotingKeyRequest>>;
  /** Has the registrars sign a key that was made over a request, and puts it on the log. */
  registerVotingKey(
    request: VotingKeyRequest,
    created: CreatedCredential,
  ): Promise<Outcome<RegisteredVotingKey>>;
  /** What the voting key whose credential's id is given signs for a ballot. */
  askForAssertion(
    ballot: Pick<BallotRequest, 'proposal' | 'choice'>,
    credentialId: string,
  ): Promise<Outcome<AssertionRequest>>;
  /**
   * What the gates of the node say of a proposal: it runs them where nobody has asked yet, and is
   * asked for five minutes while it is busy. While they are at work it is asked for an hour at most
   * (`gates-at-work`). Null where they are heard on it no more.
   */
  gates(proposal: string, patience?: GatesPatience): Promise<Outcome<GatesWord | null>>;
  /** Brings an office's signed word to the log. */
  carry(word: OfficeStatement): Promise<Outcome<Said>>;
  /** What this identity has said so far, oldest first, from storage: what it has voted, which voting key is its own. */
  said(): Promise<Outcome<readonly OwnWord[]>>;
  /** From a decision's id, with the hash of a note that says why. */
  appeal(decision: string, note: string): Promise<Outcome<Said>>;
}
