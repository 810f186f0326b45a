import { type Hash, encode, hash, text } from '@tallystick/protocol';
import { type Decision, NO_OBJECTION } from './decision.ts';
import type { Facts } from './facts.ts';

/** A whole rulebook in force. `decide` is pure: the same facts give the same decision, for ever. */
export interface Rulebook {
  /** What a logged decision names it by. */
  readonly hash: Hash;
  /** The windows, in hours, whose sums its rules read: ascending, each 1 to 744, at most 8. */
  readonly windows: readonly number[];
  decide(facts: Facts): Decision;
}

/** A day and thirty days: what the laws of most countries count in. */
const WINDOWS: readonly number[] = [24, 720];

/** The rulebook until there is one: it objects to nothing, under a hash of its own. */
export const noObjection: Rulebook = {
  hash: hash('record', encode(text(64), 'tallystick/v1/rulebook/no-objection')),
  windows: WINDOWS,
  decide: () => NO_OBJECTION,
};
