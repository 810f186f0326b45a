// Four inputs at once, each in its own lane: word i of all four stands in vector i.

import { compressFour } from './compression';
import { ENTROPY_KEY, FIRST, LAST, MIDDLE, ONLY, STATE_KEY, TICK_KEY, wideKey } from './keys';
import { BLOCK, ENTROPY, HASH, LANES, OPERATION, PREVIOUS, SEQUENCE, STATE } from './layout';
import { continues } from './one';

/** Sixteen vectors: a block of each lane. */
const WIDE_BLOCK: usize = memory.data(256, 16);
/** Eight vectors: a chaining value or hash of each lane. */
const WIDE_VALUE: usize = memory.data(128, 16);

/** Sixteen bytes of each lane, `step` bytes apart, as four vectors at `to`. */
// @ts-ignore: decorator
@inline
function gather(to: usize, from: usize, step: usize): void {
  transpose(to, v128.load(from), v128.load(from + step), v128.load(from + 2 * step), v128.load(from + 3 * step));
}

// @ts-ignore: decorator
@inline
function transpose(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  const lowAb = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const highAb = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const lowCd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const highCd = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(lowAb, lowCd, 0, 2));
  v128.store(to, i64x2.shuffle(lowAb, lowCd, 1, 3), 16);
  v128.store(to, i64x2.shuffle(highAb, highCd, 0, 2), 32);
  v128.store(to, i64x2.shuffle(highAb, highCd, 1, 3), 48);
}

/** `count` times 16 bytes of each lane. */
function gatherMany(to: usize, from: usize, step: usize, count: usize): void {
  for (let i: usize = 0; i < count; i += 1) gather(to + 64 * i, from + 16 * i, step);
}

/** The four hashes at WIDE_VALUE, written `step` bytes apart from `to` on. */
export function scatterHashes(to: usize, step: usize): void {
  for (let half: usize = 0; half < 2; half += 1) {
    transpose(
      WIDE_BLOCK,
      v128.load(WIDE_VALUE + 64 * half),
      v128.load(WIDE_VALUE + 64 * half, 16),
      v128.load(WIDE_VALUE + 64 * half, 32),
      v128.load(WIDE_VALUE + 64 * half, 48),
    );
    for (let lane: usize = 0; lane < LANES; lane += 1) {
      v128.store(to + lane * step + 16 * half, v128.load(WIDE_BLOCK + 16 * lane));
    }
  }
}

/** Whether the four hashes at WIDE_VALUE are those that lie `step` bytes apart from `at` on. */
function sameHashes(at: usize, step: usize): bool {
  gatherMany(WIDE_BLOCK, at, step, 2);
  let difference = i32x4.splat(0);
  for (let word: usize = 0; word < 128; word += 16) {
    const found = v128.load(WIDE_VALUE + word);
    difference = v128.or(difference, v128.xor(found, v128.load(WIDE_BLOCK + word)));
  }
  return !v128.any_true(difference);
}

function clear(from: usize, to: usize): void {
  for (let at = from; at < to; at += 16) v128.store(at, i32x4.splat(0));
}

/** stateId of four states, the first at `state`, into WIDE_VALUE. */
export function hashStates(state: usize, step: usize): void {
  gatherMany(WIDE_BLOCK, state, step, 4);
  compressFour(wideKey(STATE_KEY), WIDE_BLOCK, BLOCK as u32, FIRST, WIDE_VALUE);
  gatherMany(WIDE_BLOCK, state + BLOCK, step, 4);
  compressFour(WIDE_VALUE, WIDE_BLOCK, BLOCK as u32, MIDDLE, WIDE_VALUE);
  gatherMany(WIDE_BLOCK, state + 2 * BLOCK, step, 3);
  clear(WIDE_BLOCK + 192, WIDE_BLOCK + 256);
  compressFour(WIDE_VALUE, WIDE_BLOCK, 48, LAST, WIDE_VALUE);
}

/** The entropies after those of four states, for the operations and sequences of four others, into WIDE_VALUE. */
export function nextEntropies(state: usize, next: usize, step: usize): void {
  gatherMany(WIDE_BLOCK, state + ENTROPY, step, 2);
  gatherMany(WIDE_BLOCK + 128, next + OPERATION, step, 2);
  compressFour(wideKey(ENTROPY_KEY), WIDE_BLOCK, BLOCK as u32, FIRST, WIDE_VALUE);
  clear(WIDE_BLOCK + 32, WIDE_BLOCK + 256);
  for (let lane: usize = 0; lane < LANES; lane += 1) {
    const sequence = next + lane * step + SEQUENCE;
    store<u32>(WIDE_BLOCK + 4 * lane, load<u32>(sequence));
    store<u32>(WIDE_BLOCK + 4 * lane, load<u32>(sequence, 4), 16);
  }
  compressFour(WIDE_VALUE, WIDE_BLOCK, 8, LAST, WIDE_VALUE);
}

/** Whether each of the four states after the one at `state` is the successor of the one before it. */
export function areSuccessors(state: usize): bool {
  for (let lane: usize = 0; lane < LANES; lane += 1) {
    if (!continues(state + lane * STATE)) return false;
  }
  hashStates(state, STATE);
  if (!sameHashes(state + STATE + PREVIOUS, STATE)) return false;
  nextEntropies(state, state + STATE, STATE);
  return sameHashes(state + STATE + ENTROPY, STATE);
}

/** Whether each of the four links at `link` is the hash of the one after it. */
export function areLinked(link: usize): bool {
  gatherMany(WIDE_BLOCK, link + HASH, HASH, 2);
  clear(WIDE_BLOCK + 128, WIDE_BLOCK + 256);
  compressFour(wideKey(TICK_KEY), WIDE_BLOCK, HASH as u32, ONLY, WIDE_VALUE);
  return sameHashes(link, HASH);
}
