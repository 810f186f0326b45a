import type { Example } from './example.ts';
import type { Force } from './instant.ts';
import type { Owner } from './owner.ts';
import type { Parameter } from './parameter.ts';
import type { Exception, Rule } from './rule.ts';

/** `accepts treaty DE-KE-2028 version 1`: that version and no other. */
export interface Accepts {
  readonly kind: 'accepts';
  readonly treaty: string;
  readonly version: number;
}

export type Item = Accepts | Parameter | Rule | Exception | Example;

/** One version of one owner's rules. */
export interface Module {
  readonly kind: 'module';
  readonly owner: Owner;
  readonly version: number;
  readonly force: Force;
  /** In the text's order, which says who decides between rules that are equally strict. */
  readonly items: readonly Item[];
}
