import { HASH, KEYS, WIDE_KEYS } from './layout';

/** The purposes in the order in which the host writes their keys. */
export const STATE_KEY: usize = 0;
export const ENTROPY_KEY: usize = 1;
export const TICK_KEY: usize = 2;

// Flags (BLAKE3 specification, table 3) of a keyed hash of at most one chunk: on its first block, on those between, on its
// last, and on its only one. KEYED_HASH 16, CHUNK_START 1, CHUNK_END 2, ROOT 8.
export const FIRST: u32 = 16 | 1;
export const MIDDLE: u32 = 16;
export const LAST: u32 = 16 | 2 | 8;
export const ONLY: u32 = FIRST | LAST;

// @ts-ignore: decorator
@inline
export function key(purpose: usize): usize {
  return KEYS + purpose * HASH;
}

// @ts-ignore: decorator
@inline
export function wideKey(purpose: usize): usize {
  return WIDE_KEYS + purpose * 128;
}

/** Spreads the keys that the host has written over four lanes. */
export function spreadKeys(): void {
  for (let word: usize = 0; word < 24; word += 1) {
    v128.store(WIDE_KEYS + 16 * word, i32x4.splat(load<u32>(KEYS + 4 * word)));
  }
}
