import type { Force } from './instant.ts';
import type { Window } from './window.ts';

/**
 * A named set, published and signed apart from the rules: a group of countries, or a list of
 * parties.
 */
export interface List {
  readonly kind: 'list';
  /** Who is on it, and that a rule read it, is not to be told. */
  readonly confidential: boolean;
  readonly name: string;
  readonly of: 'countries' | 'parties';
  readonly version: number;
  readonly force: Force;
  /** How long after its first moment this version may be relied on; then it is a missing fact. */
  readonly fresh: Window;
  /**
   * ISO 3166-1 codes, or identities in 64 hexadecimal digits; null where they are kept elsewhere
   * (`withheld`).
   */
  readonly entries: readonly string[] | null;
}
