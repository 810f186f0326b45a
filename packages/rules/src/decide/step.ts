import type { Requirement } from '../tree/index.ts';
import type { Program } from './frame.ts';

interface Need {
  readonly requirement: Requirement;
  readonly met: Program;
}

/** A rule for one corridor. */
export interface Step {
  readonly order: number;
  /** The rule's public code. */
  readonly id: string;
  readonly isRefusal: boolean;
  readonly isConfidential: boolean;
  readonly when: Program;
  /** Of those that bind; true ones silence the rule. */
  readonly exceptions: readonly Program[];
  readonly needs: readonly Need[];
  /** Whether all of them are met; never, when there are none. */
  readonly allMet: Program;
}
