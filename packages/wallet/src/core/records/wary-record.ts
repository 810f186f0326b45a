import { type Codec, MAX_TAKINGS, list, record, text, time, uint } from '@tallystick/protocol';

/** What refusals of takings have taught this wallet, across processes. */
export interface Wary {
  /** How many holds the next take may name. */
  readonly limit: number;
  /** Ways of taking that were refused, by name: not tried again before `until`. Oldest first. */
  readonly shunned: readonly { readonly name: string; readonly until: number }[];
  /** Refusals in a row of what others could spoil, and from when on the next of that kind is tried. */
  readonly refusals: number;
  readonly tryAt: number;
}

export const NOT_WARY: Wary = { limit: MAX_TAKINGS, shunned: [], refusals: 0, tryAt: 0 };

/** The names that are remembered: as many as the transitions of an hour, which each teach one. */
export const MAX_SHUNNED = 1024;
const MAX_NAME_BYTES = 160;

export const waryCodec: Codec<Wary> = record({
  limit: uint(MAX_TAKINGS),
  shunned: list(record({ name: text(MAX_NAME_BYTES), until: time }), MAX_SHUNNED),
  refusals: uint(),
  tryAt: time,
});
