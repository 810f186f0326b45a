import { type Hash, encode, hash, text } from '@tallystick/protocol';
import { type Decision, NO_OBJECTION } from './decision.ts';
import type { Facts } from './facts/facts.ts';
import type { Needs } from './facts/needs.ts';

/**
 * A whole rulebook, with all its versions: the facts' time chooses among them. `decide` is pure:
 * the same facts give the same decision, for ever.
 */
export interface Rulebook {
  /** What a logged decision names it by. */
  readonly hash: Hash;
  /** Over all versions. */
  readonly needs: Needs;
  decide(facts: Facts): Decision;
}

/** A day and thirty days: what the laws of most countries count in. */
const NEEDS: Needs = {
  sent: [24, 720],
  payments: [],
  payees: [],
  first: false,
  lists: [],
  rates: [],
  indicators: [],
};

/** The rulebook until there is one: it objects to nothing, under a hash of its own. */
export const noObjection: Rulebook = {
  hash: hash('record', encode(text(64), 'tallystick/v1/rulebook/no-objection')),
  needs: NEEDS,
  decide: () => NO_OBJECTION,
};
