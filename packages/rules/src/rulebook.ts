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
  /**
   * Who is on a public list of parties at a time (ms since 1970), as identities in hexadecimal; null
   * where nobody can say, since it is confidential, withheld, stale, or not there. A rulebook that
   * reads no such list may do without.
   */
  readonly parties?: (list: string, time: number) => ReadonlySet<string> | null;
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
