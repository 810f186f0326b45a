/**
 * Value that waits: commitments, vaults, mandates. Amounts, ids and times as in `wallet-types.ts`; conditions are in their text form
 * (protocol.md section 11), in which a handle without its `@` stands for the key of that identity's device.
 */
import type { Lacking } from '@tallystick/protocol';
import type { Outcome } from '../outcome.ts';

/** Whom a claim pays, under what, until when. */
export interface ClaimRequest {
  /** `@handle` or an address, one's own for a refund; or anyone who shows the condition true and has a record of one of the countries. */
  readonly to: string | { readonly countries: readonly string[] };
  /** Such as `after 2027-01-01T00:00Z and signed 1 of carl`. Without it the claim pays as soon as it is asked. */
  readonly when?: string;
  /** Under which of the payee's country records; the first where it is left out. */
  readonly toCountry?: string;
  /** From then on nobody can take under it. */
  readonly until: number;
}

/** Value to set aside. What is not claimed returns once every claim has ended. */
export interface HoldRequest {
  readonly amount: string;
  readonly currency: string;
  /** 1 to 16; whoever is first takes the whole. */
  readonly claims: readonly ClaimRequest[];
  /** Whose addresses names in the conditions have, for whoever was shown them: where one has another by now, nothing is signed. */
  readonly names?: Readonly<Record<string, string>>;
  /** As of a payment. */
  readonly purpose?: string;
  readonly country?: string;
  /** As of a payment: asking again under it makes no second hold. */
  readonly reference?: string;
  /** Of a part of a hash-locked swap, whose one claim waits for a preimage and nothing else: kept in this wallet alone. */
  readonly swap?: SwapWanted;
}

/** What is to come for one part of a swap. */
export interface SwapWanted {
  readonly amount: string;
  readonly currency: string;
  /** When the other side's part ends. */
  readonly until: number;
  /** That part, where this wallet answers. */
  readonly answers?: string;
}

/** A hold that was put. `pending`: no answer came; the wallet finds out by itself, and never puts twice. */
export interface PutHold {
  readonly status: 'final' | 'pending';
  readonly hold: string;
  /** The transition. */
  readonly id: string;
  /** C = H(S_n, P): the state that the put extends, and what was promised in it. */
  readonly commitment: string;
}

/** What keeps a claim from being taken: its end, a period that has not begun, or what its condition lacks. */
export type ClaimLack =
  | { readonly kind: 'ended' | 'first-period' | 'next-period' }
  | ({ readonly kind: 'condition' } & Lacking);

/** A claim, as this wallet understands it. */
export interface ClaimView {
  readonly claim: number;
  /** Null for anyone within bounds. */
  readonly to: string | null;
  readonly handle: string | null;
  readonly isMine: boolean;
  /** The condition, with names and words where they are known; null without one. */
  readonly when: string | null;
  /** `nothing` when it can be taken now; else what keeps it from being true, in words. */
  readonly missing: string;
  /** The same as data; null when it can be taken now. */
  readonly lacks: ClaimLack | null;
  readonly until: number;
  /** Whether a key of this device is asked to sign for this claim, and has not. */
  readonly waitsForMe: boolean;
  readonly schedule: ScheduleView | null;
}

/** A claim that pays an amount for every period that has begun. */
export interface ScheduleView {
  readonly amount: string;
  readonly periodMs: number;
  readonly firstAt: number;
  readonly periods: number;
}

/** A hold that this wallet put, or that concerns it. */
export interface HoldView {
  readonly hold: string;
  /** `gone`: taken, or returned to its owner. `not-put`: its transition was refused or given up. */
  readonly status: 'open' | 'pending' | 'gone' | 'not-put';
  readonly isOwn: boolean;
  /** The owner's address, and its handle where it is known. */
  readonly from: string;
  readonly handle: string | null;
  readonly amount: string;
  readonly currency: string;
  /** Whether the terms are those that were signed and logged: else only the sovereign says so, as long as nobody handed over the terms. */
  readonly proven: boolean;
  readonly claims: readonly ClaimView[];
  /** Whether this device has taken it, or of it, and that is final; null where it has not. */
  readonly taken: 'final' | 'pending' | null;
  /** Of an own part of a swap: what {@link HoldRequest.swap} has kept. */
  readonly swap: SwapWanted | null;
}

/** What a taking brought. */
export interface TakenHold {
  readonly status: 'final' | 'pending';
  readonly hold: string;
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
}

/** An amount for every period, to one payee. */
export interface MandateRequest {
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly periodMs: number;
  readonly periods: number;
  /** When the first period begins; now where it is left out. */
  readonly firstAt?: number;
  /** How many periods are set aside at a time, by puts that this wallet signs as it syncs. All of them at once where it is left out. */
  readonly ahead?: number;
  readonly toCountry?: string;
  readonly country?: string;
  /** As of a payment: asking again under it makes no second mandate. */
  readonly reference?: string;
}

/** A mandate that this wallet gave. */
export interface MandateView {
  readonly mandate: string;
  readonly to: string;
  readonly handle: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly periodMs: number;
  readonly firstAt: number;
  readonly periods: number;
  /** Periods for which value is set aside, from the first on. */
  readonly funded: number;
  readonly status: 'active' | 'cancelled' | 'over';
  readonly holds: readonly string[];
  /** Set when the next periods should be set aside and the balance is short: how much more is needed, by when. */
  readonly reminder: { readonly needed: string; readonly by: number } | null;
}

/** Who can open sealed content besides whoever has the preimages of a proof: all of one of these groups together. */
export interface SealRequest {
  /** The vault's condition. */
  readonly when: string;
  readonly content: Uint8Array;
  /** Hashes whose preimages together open it; this wallet has to know them. */
  readonly preimages?: readonly string[];
  /** Groups of handles or addresses. */
  readonly groups?: readonly (readonly string[])[];
  /** As of a hold: whose addresses names in the condition have, for whoever was shown them. */
  readonly names?: HoldRequest['names'];
}

/** A share of sealed content: this device's own, one that was released to this wallet, or one that nobody has shown it. */
export interface ShareView {
  /** The same for each share of one device, hexadecimal. */
  readonly of: string;
  /** Whose, of the people who were named; else null. */
  readonly address: string | null;
  readonly standing: 'own' | 'released' | 'missing';
}

/** What this wallet knows of sealed content, and what it lacks. */
export interface SealedView {
  /** The vault's condition. */
  readonly when: string;
  /** How long the content is. */
  readonly bytes: number;
  /** The condition's hashes, and which preimages this wallet has; none where no preimages open it. */
  readonly preimages: readonly { readonly hash: string; readonly isKnown: boolean }[];
  /** Groups that open it, each with all of its shares. */
  readonly groups: readonly (readonly ShareView[])[];
  /** By what this wallet can open it now: preimages, or else shares; null where it cannot. */
  readonly opens: 'preimages' | 'shares' | null;
}

/** What was agreed upon of the other side's part of a hash-locked swap. */
export interface SwapTerms {
  /** The other side's part. */
  readonly hold: string;
  readonly amount: string;
  readonly currency: string;
  /** `@handle` or address of who has put it. */
  readonly from: string;
  /** The hash that both parts wait for. Whoever began names its own; whoever answers may learn it from the other part. */
  readonly hash?: string;
  /** Where this wallet answers: until when its own part can be claimed. Left out by whoever began, and is about to take. */
  readonly answerUntil?: number;
  /**
   * How much longer than the own part the other one has to last, 12 hours unless said: in that time this wallet has to reach its
   * sovereign. Of whoever began: how long from now, an hour unless said.
   */
  readonly marginMs?: number;
}

/** What differs: `claims` where others could take it, `condition` where it waits for more than a preimage, `until` where it ends too soon. */
export type SwapDifference =
  'amount' | 'currency' | 'from' | 'claims' | 'condition' | 'hash' | 'until';

/** The other side's part is what was agreed upon. */
export interface CheckedSwap {
  readonly hash: string;
  /** The condition for the own part. */
  readonly when: string;
  /** The end of the other part. */
  readonly until: number;
}

/** Value that waits for somebody, for a time, for a word. Texts (`tally-hold:…`, `tally-word:…`) are to be handed on, and are no secrets but where it says so. */
export interface Holds {
  /** Puts several holds in one transition, all or none: an amount in parts that are released one by one. */
  put(requests: readonly HoldRequest[]): Promise<Outcome<readonly PutHold[]>>;
  /** From storage; `sync` first for what is new. */
  list(): Promise<Outcome<readonly HoldView[]>>;
  /** The proven terms of a hold, for whoever signs, takes, or agrees to it. */
  terms(hold: string): Promise<Outcome<string>>;
  /** Checks terms that somebody handed over, against the log, and keeps them. */
  agree(terms: string): Promise<Outcome<readonly HoldView[]>>;
  /** Makes a preimage and keeps it. Gives its hash, for `preimage HASH`. */
  secret(): Promise<Outcome<string>>;
  /** A word that shows a preimage. Secret until it may be known. */
  reveal(hash: string): Promise<Outcome<string>>;
  /** An oracle's word, by this device's key: what it says is true. */
  attest(statement: string): Promise<Outcome<string>>;
  /** The word of this device that a claim may be taken. */
  sign(hold: string, claim: number): Promise<Outcome<string>>;
  /** The word that a hold was taken by this wallet, or returned to it: for a condition `admitted`, on any sovereign. */
  outcome(hold: string): Promise<Outcome<string>>;
  /** Checks a word, and keeps it for the holds that ask for it; gives those. A preimage may be what `sealed` content asks for, too. */
  gather(word: string, sealed?: Uint8Array): Promise<Outcome<readonly HoldView[]>>;
  /**
   * Asks the sovereign, and checks the other side's part of a swap: before locking the own part, and before taking, which shows the
   * secret. `refused`, `swap-differs`: `data.differs` says what is not as agreed.
   */
  checkSwap(swap: SwapTerms): Promise<Outcome<CheckedSwap>>;
  /**
   * Takes a hold under the first own claim that is true, or under `claim`. `refused`, `swap-differs`: it would show the secret that an
   * own part of a swap (`HoldRequest.swap`) waits for, and brings less than what is to come for it.
   */
  take(hold: string, claim?: number): Promise<Outcome<TakenHold>>;
  /** Gives a payee an amount for every period. */
  createMandate(request: MandateRequest): Promise<Outcome<MandateView>>;
  mandates(): Promise<Outcome<readonly MandateView[]>>;
  /** Sets nothing more aside. What is set aside stays the payee's until it ends. */
  cancelMandate(mandate: string): Promise<Outcome<MandateView>>;
  /** Seals content to a vault (protocol.md section 12). A time or a log entry seals nothing. */
  seal(request: SealRequest): Promise<Outcome<Uint8Array>>;
  /** The content, by the preimages and released shares that this wallet knows. */
  unseal(sealed: Uint8Array): Promise<Outcome<Uint8Array>>;
  /** What opens sealed content, and what of it this wallet has. `people`, handles or addresses, are asked for at the sovereign, and told where a share is theirs. */
  lookAtSealed(sealed: Uint8Array, people?: readonly string[]): Promise<Outcome<SealedView>>;
  /** This device's own shares of sealed content, as a word: whoever has all of a group's can open it. */
  share(sealed: Uint8Array): Promise<Outcome<string>>;
}
