/** What can be one of several names. */
export type Subject = 'origin' | 'destination' | 'currency' | 'purpose' | 'sender' | 'receiver';

/** `= DE` */
export interface OneName {
  readonly kind: 'one';
  readonly name: string;
}

/** `in (KE, UG)` */
export interface SeveralNames {
  readonly kind: 'several';
  readonly names: readonly string[];
}

/** `in EAST-AFRICA`, a list that is published and dated apart from the rules */
export interface ListName {
  readonly kind: 'list';
  readonly name: string;
}

export type Choice = OneName | SeveralNames | ListName;

/** `destination in (KE, UG)`, `origin != DE`, `sender not in KNOWN-TRADERS` */
export interface Within {
  readonly kind: 'within';
  readonly subject: Subject;
  readonly negated: boolean;
  readonly choice: Choice;
}
