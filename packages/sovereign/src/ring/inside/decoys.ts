import { createHmac, hkdfSync } from 'node:crypto';
import { type Facts, type Needs, factsCodec, unknownFacts } from '@tallystick/rules';
import { withEncoded } from '@tallystick/protocol';
import { MILLION } from '../messages.ts';

/**
 * Holds of payments that nothing objects to, at a published rate: so that a hold without a rule
 * tells at most so much about a confidential list.
 */
export interface Decoys {
  holds(facts: Facts): boolean;
}

const DAY_MS = 86_400_000;
/** So many bytes of the keyed hash are compared with the rate. */
const DRAW_BYTES = 6;

/**
 * Which payments are held is a keyed hash of what a list could look at, and of the UTC day: the same
 * payment, or another amount of it, gets the same answer all day. `seed`: of the log key, so that
 * every ring of one epoch draws alike.
 */
export function newDecoys(seed: Uint8Array, perMillion: number): Decoys {
  const key = Buffer.from(hkdfSync('sha256', seed, '', 'tallystick/v1/decoys', 32));
  const below = Math.floor((perMillion / MILLION) * 2 ** (8 * DRAW_BYTES));
  return {
    holds(facts) {
      if (perMillion === 0) return false;
      const day = Math.floor(facts.time / DAY_MS);
      const draw = withEncoded(factsCodec, corridorOf(facts, day), (encoded) =>
        createHmac('sha256', key).update(encoded).digest(),
      );
      return draw.readUIntBE(0, DRAW_BYTES) < below;
    },
  };
}

const NO_NEEDS: Needs = {
  sent: [],
  payments: [],
  payees: [],
  first: false,
  lists: [],
  rates: [],
  indicators: [],
};

/** What a list of corridors could look at, and nothing that the payer can vary. */
function corridorOf({ currency, sender, receivers, online }: Facts, day: number): Facts {
  return {
    ...unknownFacts(NO_NEEDS, receivers.length),
    currency,
    amount: 0n,
    sender,
    receivers: receivers.map((one) => (one.kind === 'party' ? { ...one, first: null } : one)),
    online,
    time: day,
    sent: [],
  };
}
