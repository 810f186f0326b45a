import type { Constant } from './constant.ts';
import type { Window } from './window.ts';

/** What this payment sets aside: the hold's cap. */
export interface AmountTerm {
  readonly kind: 'amount';
}

/** What the sender has sent of the payment's currency in the window, this payment not counted. */
export interface SentTerm {
  readonly kind: 'sent';
  readonly window: Window;
}

/** How many holds the sender has put in the window, this payment not counted. */
export interface PaymentsTerm {
  readonly kind: 'payments';
  readonly window: Window;
}

/** How many different payees the sender has put holds for in the window, this one not counted. */
export interface PayeesTerm {
  readonly kind: 'payees';
  readonly window: Window;
}

export interface TierTerm {
  readonly kind: 'tier';
  readonly of: 'sender' | 'receiver';
}

/** A published figure, such as an index of prices: a whole number. */
export interface IndicatorTerm {
  readonly kind: 'indicator';
  readonly name: string;
}

/** A parameter of the same module. */
export interface ReferenceTerm {
  readonly kind: 'reference';
  readonly name: string;
}

export type Term =
  | Constant
  | AmountTerm
  | SentTerm
  | PaymentsTerm
  | PayeesTerm
  | TierTerm
  | IndicatorTerm
  | ReferenceTerm;

/** One or more terms, added. All are money, or all are figures. */
export interface Sum {
  readonly kind: 'sum';
  readonly terms: readonly Term[];
}
