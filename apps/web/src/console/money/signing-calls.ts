/**
 * What passes between the console's pages and the process that signs for treasuries. No answer carries a secret. Bytes are base64url
 * and ids hexadecimal, as the sovereign's answers have them: the pages themselves read no canonical bytes.
 */
import type { OrderFault } from '@tallystick/protocol';

/** What a treasury is asked to do; amounts of the smallest unit. */
export type OrderAsked =
  | {
      readonly kind: 'issue';
      readonly issues: readonly {
        readonly identity: string;
        readonly country: string;
        readonly amount: bigint;
      }[];
    }
  | { readonly kind: 'burn'; readonly amount: bigint }
  | {
      readonly kind: 'return';
      readonly holds: readonly { readonly hold: string; readonly amount: bigint }[];
    };

/** What an order is drafted under. */
export interface OrderPlace {
  readonly sovereign: string;
  readonly code: string;
  /** The country record under which the treasury pays. */
  readonly country: string;
  /** Of the chain's head. */
  readonly state: string;
  readonly balance: bigint;
  readonly threshold: number;
  /** How far ahead a transition may be valid here. */
  readonly validityMs: number;
}

/** One thing that drafts do, as their bytes say it, and as a person reads it. */
export interface OrderLine {
  readonly kind: 'mint' | 'burn' | 'return' | 'pay';
  readonly amount: bigint;
  /** Whom it pays: its address, and the country. */
  readonly payee: { readonly address: string; readonly country: string } | null;
  /** From how many payments it takes back. */
  readonly count: number | null;
}

export interface Drafted {
  readonly transitions: string;
  readonly lines: readonly OrderLine[];
}

/** A key as it is kept, with what opens it. The passphrase goes to the process and nowhere else. */
export interface KeyToOpen {
  /** What it is sealed for; null: a person's key file. */
  readonly label: string | null;
  readonly sealed: string | Uint8Array;
  readonly passphrase: string;
}

export type SignersShown = readonly { readonly suite: number; readonly publicKey: string }[];

export interface ToSign {
  readonly sovereign: string;
  readonly code: string;
  readonly signers: SignersShown;
  readonly transitions: string;
  /** What somebody has read and agreed to. */
  readonly lines: readonly OrderLine[];
}

/**
 * `not-shown`: the bytes do something else than what was read. `place-not-free`: this key has signed something else in that place in
 * this browser, which could still be admitted. `outdated`: and that is in the log. `perhaps-taken`: an order that was signed in this
 * browser is open, and whoever signed it has not been told what became of it.
 */
export type SigningFault =
  | OrderFault
  | 'wrong-passphrase'
  | 'no-key'
  | 'not-a-signer'
  | 'not-shown'
  | 'perhaps-taken'
  | 'place-not-free'
  | 'outdated'
  | 'not-stored';

export type SigningAnswer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: SigningFault };

/**
 * What became of an order: all of it is in the log, nothing is or can be any more, only its first part is and the rest cannot be any
 * more, or nobody can say yet.
 */
export type Fate = 'taken' | 'not-taken' | 'partly' | 'unknown';

/** An order that was signed in this browser, of which no answer was shown yet. */
export interface OpenOrderShown {
  readonly lines: readonly OrderLine[];
  /** Its last transition, in hexadecimal. */
  readonly last: string;
  readonly fate: Fate;
  /** As they were signed here; null: nothing was stored but that they would be. */
  readonly transitions: string | null;
  /** How many have signed them. */
  readonly signatures: number;
}

export interface Signed {
  /** The drafts with one signature more. */
  readonly transitions: string;
  readonly last: string;
}

export type TreasuryNamed = Pick<ToSign, 'sovereign' | 'code'>;

export interface SigningCalls {
  /** An order as drafts of now, unsigned; never while another one is open. */
  draft(place: OrderPlace, order: OrderAsked): Promise<SigningAnswer<Drafted>>;
  /** What drafts do that somebody else made. */
  read(of: Pick<ToSign, 'sovereign' | 'code' | 'transitions'>): Promise<SigningAnswer<Drafted>>;
  /** Opens a key and keeps it until it has signed once, or for a minute. Answers whose it is. */
  open(key: KeyToOpen, signers: SignersShown): Promise<SigningAnswer<number>>;
  /** Signs what was read, with the key that is open, and forgets it. The order is open from before it is signed. */
  sign(what: ToSign): Promise<SigningAnswer<Signed>>;
  /** Forgets the key that is open. */
  forget(): Promise<SigningAnswer<null>>;
  /** The order of a treasury that is open, whoever signed it in this browser, and what the log says of it. */
  openOrder(of: TreasuryNamed): Promise<SigningAnswer<OpenOrderShown | null>>;
  /** Whoever signed an order knows what became of it. */
  settle(of: TreasuryNamed & Pick<Signed, 'last'>): Promise<SigningAnswer<null>>;
}

export interface SigningRequest {
  readonly id: number;
  readonly call: keyof SigningCalls;
  readonly args: readonly unknown[];
}

export interface SigningMessage {
  readonly id: number;
  readonly answer: SigningAnswer<unknown>;
}
