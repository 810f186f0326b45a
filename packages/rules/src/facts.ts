import {
  type Amount,
  type Codec,
  type Hash,
  amount,
  bytes,
  hash,
  list,
  mapped,
  nullable,
  record,
  text,
  time,
  uint,
  variant,
  withEncoded,
} from '@tallystick/protocol';
import { MAX_WINDOW_HOURS, MAX_WINDOWS } from './windows.ts';

/** One side of a payment, as far as rules see it: not who it is (DESIGN section 8). */
export interface Party {
  /** The country record that the payment names (ISO 3166-1 alpha-2). */
  readonly country: string;
  /** That record's identity tier, 0 to 15. */
  readonly tier: number;
}

/**
 * Who may receive, where the hold does not say who will: decided for the least favourable of them.
 */
export interface Bounds {
  readonly countries: readonly string[];
  readonly minTier: number;
}

export type Receiver =
  ({ readonly kind: 'party' } & Party) | ({ readonly kind: 'bounds' } & Bounds);

/** What the sender has sent of this currency in a window, this hold not counted. */
export interface WindowSum {
  /** The window: the current UTC hour and the `hours − 1` before it. */
  readonly hours: number;
  /**
   * Accepted value; null when the sum is 2^63 − 1 or more, a missing fact, which a rule answers
   * with `hold`.
   */
  readonly amount: Amount | null;
}

/** Everything that a decision about one hold may depend on. */
export interface Facts {
  readonly currency: Hash;
  /** The hold's cap. */
  readonly amount: Amount;
  readonly sender: Party;
  /** One per claim, in the hold's order; the strictest answer over all of them counts. */
  readonly receivers: readonly Receiver[];
  /**
   * Whether the value moves through the ledger itself; false where a hold is spent by acts offline.
   */
  readonly online: boolean;
  /** The batch header's time: the legal time, in ms since 1970-01-01 UTC. */
  readonly time: number;
  /** One per window that the rulebook asks for, in its order. */
  readonly sent: readonly WindowSum[];
}

/** protocol.md section 4: claims of one hold. */
const MAX_RECEIVERS = 16;
/** protocol.md section 4: countries in a payee's bounds. */
const MAX_BOUND_COUNTRIES = 32;
/** protocol.md section 4: tiers of a country record. */
const MAX_TIER = 15;

const country = text(2, 2);
const tier = uint(MAX_TIER);
const flag: Codec<boolean> = mapped(
  uint(1),
  (bit) => bit === 1,
  (value) => (value ? 1 : 0),
);

export const factsCodec: Codec<Facts> = record({
  currency: bytes(32),
  amount,
  sender: record({ country, tier }),
  receivers: list(
    variant('kind', {
      0: ['party', { country, tier }],
      1: ['bounds', { countries: list(country, MAX_BOUND_COUNTRIES), minTier: tier }],
    }),
    MAX_RECEIVERS,
    1,
  ),
  online: flag,
  time,
  sent: list(record({ hours: uint(MAX_WINDOW_HOURS), amount: nullable(amount) }), MAX_WINDOWS),
});

/** `H_facts(facts)`: what the log's effects carry of them (protocol.md, section 6). */
export function factsHash(facts: Facts): Hash {
  return withEncoded(factsCodec, facts, (encoded) => hash('facts', encoded));
}
