import type { Constitution, Hash, Lane, Matter } from '@tallystick/protocol';
import type { RulebookSource } from '../../compile/source.ts';
import { afterHeader } from '../stage.ts';

/** A proposal, with its content in one piece. Times in ms since 1970. */
export interface GatedProposal {
  readonly matter: Matter;
  readonly base: Hash | null;
  readonly content: Uint8Array;
  /** Half open. */
  readonly from: number;
  readonly until: number | null;
  readonly lane: Lane;
}

/** Beside what a proposal is looked at: all of it follows from the log. */
export interface GatesGround {
  /** Of the newest header: what comes into force does so later. */
  readonly time: number;
  /** Everything that is in force, and what is decided and will be. */
  readonly source: RulebookSource;
  /** Whether that is all, and compiles: else nothing is compared with it, and nothing tightens it. */
  readonly compiles: boolean;
  readonly constitution: Pick<Constitution, 'root' | 'currencies' | 'parameters' | 'governance'>;
  /** The highest number of a version of this matter, and of proposals that may become one; 0: none. */
  readonly lastNumber: number;
  /** A number is at most this: else whoever proposes the highest leaves none for others. */
  readonly mostNumber: number;
  /** Codes of the currencies of which there is any. */
  readonly circulating: readonly string[];
  /** How many vendors of voting keys are registered. */
  readonly vendors: number;
}

/** When it is in force at the earliest. Nothing is before its stages are over, whatever date it says. */
export function beginsAt(
  { from, lane }: Pick<GatedProposal, 'from' | 'lane'>,
  { time }: Pick<GatesGround, 'time'>,
): number {
  return Math.max(from, lane === 'emergency' ? afterHeader(time) : time);
}

/** What a proposal would make of the rulebook; null: it changes something else. */
export type Proposed =
  | {
      readonly ok: true;
      readonly after: RulebookSource | null;
      /** What the matter's rules go by: findings about others are not its author's. */
      readonly module: string | null;
      readonly examples: number;
    }
  | { readonly ok: false };

/** Numbers of versions go up in steps of at most this: else whoever proposes the highest leaves none for others. */
export const LONGEST_STEP = 1000;
