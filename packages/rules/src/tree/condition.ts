import type { Compare } from './compare.ts';
import type { DocumentFlag, Flag } from './flag.ts';
import type { Within } from './within.ts';

/** Two or more, all of which have to be so. */
export interface And {
  readonly kind: 'and';
  readonly operands: readonly Condition[];
}

/** Two or more, one of which has to be so. */
export interface Or {
  readonly kind: 'or';
  readonly operands: readonly Condition[];
}

export interface Not {
  readonly kind: 'not';
  readonly operand: Condition;
}

export type Atom = Compare | Within | Flag | DocumentFlag;

export type Condition = And | Or | Not | Atom;
