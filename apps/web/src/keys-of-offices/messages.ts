import type { BeforeStated, ContentStated } from '../drafting/changes/messages.ts';

/** What the keys of an office are asked to sign: plain data, from which the process makes the very bytes. */
export type OfficeJob = ApprovalJob | AnswerJob;

interface Founded {
  /** `signedConstitution` of `GET /v1/constitution`, base64url. */
  readonly signedConstitution: string;
  /** The file with what others of the office have signed, where there is one. */
  readonly before: string | null;
}

/** Of a proposal. */
export interface ApprovalJob extends Founded {
  readonly kind: 'approval';
  /** Canonical bytes of the governance whose office speaks, base64url; null: that of the founding. */
  readonly governance: string | null;
  readonly proposal: string;
  readonly name: string;
  /** By its name among the offices of that governance. */
  readonly office: string;
  readonly says:
    | { readonly kind: 'approved' }
    | { readonly kind: 'audit'; readonly report: string; readonly agrees: boolean };
}

/** Of an appeal, by the office of appeals. */
export interface AnswerJob extends Founded {
  readonly kind: 'answer';
  /** Canonical bytes of the constitution in force, base64url; null: it is as it was founded. */
  readonly inForce: string | null;
  readonly appeal: string;
  readonly outcome: 'upheld' | 'exception' | 'compensation' | 'referred';
  readonly exemption: ExemptionShown | null;
}

/** What an answer lets through: whom, how much of the smallest unit, past which rule, until when. */
export interface ExemptionShown {
  readonly currency: string;
  readonly amount: string;
  /** To be signed: the id in hexadecimal. To be read: the address. */
  readonly payee: string;
  readonly rule: string;
  /** Ms since 1970. */
  readonly until: number;
}

/** What would be signed, read from the very bytes that would be; whoever signs has it before them first. */
export type WordShown = (ApprovalShown | AnswerShown) & {
  /** The office that speaks, by its name in the governance that it speaks under. */
  readonly office: string;
  /** What is in the file of others; null where none was given. */
  readonly others: OthersShown | null;
};

interface ApprovalShown {
  readonly kind: 'approval';
  readonly says: ApprovalJob['says'];
  readonly proposal: ProposedShown;
}

interface AnswerShown {
  readonly kind: 'answer';
  readonly appeal: string;
  readonly outcome: AnswerJob['outcome'];
  readonly exemption: ExemptionShown | null;
}

/** A proposal as its transition says it, whose hash is the proposal's id. */
export interface ProposedShown {
  readonly id: string;
  /** As `matter` of `GET /v1/rules/proposals`. */
  readonly matter: string;
  readonly from: number;
  readonly until: number | null;
  /** Of rules and lists of countries; null for what is no text. */
  readonly text: string | null;
  /** Of what is no text of rules; null for these, and for what cannot be read. */
  readonly stated: ContentStated | null;
  /** Of those what it would replace; null also where that could not be read. */
  readonly before: BeforeStated | null;
  /** `H_statement` of its content. */
  readonly content: string;
}

interface OthersShown {
  readonly good: number;
  /** Signatures that are not good over this very word: signing leaves them out. */
  readonly dropped: number;
}

/** A sealed key file and what opens it. The passphrase goes in and never comes out. */
export interface SignRequest {
  readonly file: Uint8Array;
  readonly passphrase: string;
  readonly job: OfficeJob;
}

/** `unfit`: what is to be signed does not hang together. */
type SignFault = 'does-not-open' | 'wrong-kind' | 'damaged' | 'newer' | 'not-a-signer' | 'unfit';

export type SignAnswer =
  /** The word as a file, for a wallet to carry, or for the next signer. */
  | {
      readonly kind: 'signed';
      readonly file: string;
      readonly signatures: number;
      readonly threshold: number;
    }
  | { readonly kind: 'not-signed'; readonly fault: SignFault };

/** `unproven`: what the sovereign shows of the proposal does not have its hash, or nobody answers. `unread`: this page cannot tell what it says. */
export type LookAnswer =
  | { readonly kind: 'shown'; readonly shown: WordShown }
  | { readonly kind: 'not-shown'; readonly fault: 'unfit' | 'unproven' | 'unread' };

export type SignAsked =
  { readonly kind: 'look'; readonly job: OfficeJob } | ({ readonly kind: 'sign' } & SignRequest);

export type SignNews = SignAnswer | LookAnswer;
