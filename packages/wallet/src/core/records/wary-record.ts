import {
  type Codec,
  type Hash,
  MAX_TAKINGS,
  bytes,
  list,
  record,
  text,
  time,
  uint,
} from '@tallystick/protocol';

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

/** Whose holds were refused that others could spoil. */
export interface Spoiled {
  /** Refusals in a row of holds by putters of whom none was refused before, and from when on the next such is tried. */
  readonly refusals: number;
  readonly tryAt: number;
  /** Those putters, as what they count until then. Oldest first. */
  readonly putters: readonly { readonly identity: Hash; readonly until: number }[];
}

export const NONE_SPOILED: Spoiled = { refusals: 0, tryAt: 0, putters: [] };

/** A refusal by a putter who is not among them comes at most six times in the first hour and once an hour from then on. */
export const MAX_SPOILED = 64;

export const spoiledCodec: Codec<Spoiled> = record({
  refusals: uint(),
  tryAt: time,
  putters: list(record({ identity: bytes(32), until: time }), MAX_SPOILED),
});

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
