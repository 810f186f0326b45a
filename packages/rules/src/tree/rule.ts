import type { Action } from './action.ts';
import type { Condition } from './condition.ts';

/** Where a clause comes from: words for people, and an article of a treaty. */
export interface Provenance {
  readonly source: string | null;
  readonly under: Under | null;
}

/** `under treaty DE-KE-2028 article 4` */
export interface Under {
  readonly kind: 'under';
  readonly treaty: string;
  readonly article: number | null;
}

export interface Rule extends Provenance {
  readonly kind: 'rule';
  /** Its decisions show neither a code nor what is required. */
  readonly confidential: boolean;
  /** The public code of its decisions, such as `DE-7`. */
  readonly id: string;
  readonly title: string;
  readonly when: Condition;
  readonly action: Action;
}

/** Where it is true, the rule that it names says nothing. */
export interface Exception extends Provenance {
  readonly kind: 'exception';
  readonly to: string;
  readonly title: string;
  readonly when: Condition;
  readonly action: Action;
}
