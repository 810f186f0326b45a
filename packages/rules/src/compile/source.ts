import type { Hash } from '@tallystick/protocol';
import type { Constant, Instant, List, Module } from '../tree/index.ts';

/** A currency of the sovereign's own constitution. */
export interface OwnCurrency {
  readonly code: string;
  /** What facts name it by. */
  readonly id: Hash;
  readonly decimals: number;
}

/** A parameter set anew, within the bounds that its module declares. */
export interface Setting {
  /** What the module goes by: `DE`, `EUR`, `GLOBAL`, or a treaty's name. */
  readonly module: string;
  readonly parameter: string;
  readonly value: Constant;
  /**
   * From when on; it belongs to the version of the module that is in force then, and does not
   * outlive it.
   */
  readonly from: Instant;
}

/** Everything that a rulebook is made of: every version that a time to be decided may need. */
export interface RulebookSource {
  readonly modules: readonly Module[];
  readonly lists: readonly List[];
  readonly settings: readonly Setting[];
  readonly currencies: readonly OwnCurrency[];
}
