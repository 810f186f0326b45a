import {
  amount,
  bytes,
  type Codec,
  type Hash,
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
import type { Facts } from './facts.ts';
import { MAX_DOCUMENTS, MAX_NAMED, MAX_RECEIVERS, MAX_TIER } from './needs.ts';
import { MAX_WINDOW_HOURS, MAX_WINDOWS } from './windows.ts';

/** protocol.md section 4: countries in a payee's bounds. */
const MAX_BOUND_COUNTRIES = 32;
/** What a name of a list, a currency or an indicator, and a document's name, may be long, in bytes. */
const MAX_NAME = 64;
const MAX_DOCUMENT = 800;
/** protocol.md section 6: rules that one payment is exempt from. */
const MAX_EXEMPT = 16;

const country = text(2, 2);
const tier = uint(MAX_TIER);
const flag: Codec<boolean> = mapped(
  uint(1),
  (bit) => bit === 1,
  (value) => (value ? 1 : 0),
);
const known = nullable(flag);
const hours = uint(MAX_WINDOW_HOURS);
const counts = list(record({ hours, count: nullable(uint()) }), MAX_WINDOWS);
const name = text(MAX_NAME, 1);

export const factsCodec: Codec<Facts> = record({
  currency: bytes(32),
  amount,
  sender: record({ country, tier }),
  receivers: list(
    variant('kind', {
      0: ['party', { country, tier, first: known }],
      1: ['bounds', { countries: list(country, MAX_BOUND_COUNTRIES), minTier: tier }],
    }),
    MAX_RECEIVERS,
    1,
  ),
  online: flag,
  time,
  sent: list(record({ hours, amount: nullable(amount) }), MAX_WINDOWS),
  payments: counts,
  payees: counts,
  purpose: nullable(text(4, 1)),
  secondFactor: known,
  documents: nullable(list(text(MAX_DOCUMENT, 1), MAX_DOCUMENTS)),
  waitedMs: nullable(uint()),
  lists: list(
    record({ list: name, sender: known, receivers: list(known, MAX_RECEIVERS, 1) }),
    MAX_NAMED,
  ),
  rates: list(
    record({
      currency: name,
      rate: nullable(record({ numerator: amount, denominator: amount })),
    }),
    MAX_NAMED,
  ),
  indicators: list(record({ name, figure: nullable(amount) }), MAX_NAMED),
  exempt: list(name, MAX_EXEMPT),
});

/** `H_facts(facts)`: what the log's effects carry of them (protocol.md, section 6). */
export function factsHash(facts: Facts): Hash {
  return withEncoded(factsCodec, facts, (encoded) => hash('facts', encoded));
}
