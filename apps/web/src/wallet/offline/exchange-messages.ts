import type {
  Acceptance,
  Finished,
  OfflineChoice,
  OfflinePayment,
  ReadRequest,
} from '@tallystick/wallet';

/** What somebody does with another wallet, with no network between the two. */
export type ExchangeRole =
  | { readonly kind: 'pay' }
  | {
      readonly kind: 'receive';
      readonly amount: string;
      readonly currency: string;
      readonly memo: string;
    }
  /** Who goes first shows first: the other one answers each message. */
  | { readonly kind: 'compare'; readonly turn: 'first' | 'second' };

/** What a payer is asked: a request, and from what it would be paid, as the SDK chose; null: from nothing that is there. */
export interface AskedPayer {
  readonly request: ReadRequest;
  readonly choice: OfflineChoice | null;
  /** Counted up: an answer is to one question, and to no later one. */
  readonly turn: number;
}

/** What a payer is asked of a payee's word that is about more than its owner's limit: whether to believe it. */
export interface AskedWord extends GivenWord {
  readonly turn: number;
}

/** What a payee has given its word not to claim. */
export interface GivenWord {
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
}

/** What a payer's wallet wrote. */
export type HandedOver = Pick<OfflinePayment, 'kind' | 'amount' | 'currency' | 'to'>;

type NotAccepted = Extract<Acceptance, { status: 'not-accepted' }>;

/** What the page tells the exchange in the wallet's process. */
export type ToExchange =
  | { readonly kind: 'read'; readonly message: Uint8Array }
  | { readonly kind: 'confirm'; readonly turn: number; readonly amount: string | null }
  | { readonly kind: 'end' };

/** What the exchange tells the page while it lasts. */
export type FromExchange =
  | { readonly kind: 'show'; readonly message: Uint8Array }
  /** What was read has its place, or is of another step. */
  | { readonly kind: 'read' | 'unexpected' }
  /** Asked again where the choice has changed by when it is signed. */
  | { readonly kind: 'asked'; readonly asked: AskedPayer }
  | { readonly kind: 'asked-word'; readonly word: AskedWord }
  | { readonly kind: 'handed'; readonly handed: HandedOver }
  /** What was handed over last has its receipt, or was taken back. */
  | { readonly kind: 'settled' }
  | {
      readonly kind: 'not-accepted';
      readonly why: Omit<NotAccepted, 'message'>;
      /** The act of a tab that was handed over: the word not to claim it can be given. Null of anything else. */
      readonly handover: Uint8Array | null;
    };

/** How it ended. */
export type ExchangeEnd =
  | { readonly kind: 'pay'; readonly finished: Finished }
  | { readonly kind: 'receive'; readonly acceptance: Acceptance }
  /** Holds whose writers have signed what cannot all be true. */
  | { readonly kind: 'compare'; readonly forks: readonly string[] };
