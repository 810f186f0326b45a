// One chain, one step after the other.

import { compress } from './compression';
import { ENTROPY_KEY, FIRST, LAST, MIDDLE, ONLY, STATE_KEY, TICK_KEY, key } from './keys';
import { BLOCK, CONTENTS, ENTROPY, HASH, OPERATION, PREVIOUS, SEQUENCE, STATE } from './layout';

const VALUE: usize = memory.data(32, 16);
/** Entropy, operation, sequence, and the zeros that pad the second block: 72 bytes are hashed. */
const ENTROPY_INPUT: usize = memory.data(128, 16);
/** The last 48 bytes of a state and the zeros that pad them. */
const STATE_TAIL: usize = memory.data(64, 16);

// @ts-ignore: decorator
@inline
function copyHash(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
}

// @ts-ignore: decorator
@inline
function sameHash(a: usize, b: usize): bool {
  const low = v128.xor(v128.load(a), v128.load(b));
  return !v128.any_true(v128.or(low, v128.xor(v128.load(a, 16), v128.load(b, 16))));
}

/** stateId of the state at `state`, written at `out`. */
export function hashState(state: usize, out: usize): void {
  copyHash(STATE_TAIL, state + 2 * BLOCK);
  v128.store(STATE_TAIL, v128.load(state, 160), 32);
  compress(key(STATE_KEY), state, BLOCK as u32, FIRST, VALUE);
  compress(VALUE, state + BLOCK, BLOCK as u32, MIDDLE, VALUE);
  compress(VALUE, STATE_TAIL, 48, LAST, out);
}

/** The entropy after `entropy` with the operation and the sequence of the state at `next`, written at `out`. */
function nextEntropy(entropy: usize, next: usize, out: usize): void {
  copyHash(ENTROPY_INPUT, entropy);
  copyHash(ENTROPY_INPUT + HASH, next + OPERATION);
  store<u64>(ENTROPY_INPUT + BLOCK, load<u64>(next, SEQUENCE));
  compress(key(ENTROPY_KEY), ENTROPY_INPUT, BLOCK as u32, FIRST, VALUE);
  compress(VALUE, ENTROPY_INPUT + BLOCK, 8, LAST, out);
}

/** The successor of the state at `head` with id `headId`, written at `next`, and its id at `nextId`. */
export function extendOne(
  head: usize,
  headId: usize,
  operation: usize,
  contents: usize,
  next: usize,
  nextId: usize,
): void {
  prepareSuccessor(head, headId, operation, contents, next);
  nextEntropy(head + ENTROPY, next, next + ENTROPY);
  hashState(next, nextId);
}

/** All of the successor but its entropy. */
// @ts-ignore: decorator
@inline
export function prepareSuccessor(
  head: usize,
  headId: usize,
  operation: usize,
  contents: usize,
  next: usize,
): void {
  copyHash(next, head);
  store<u64>(next, load<u64>(head, 32), 32);
  store<u64>(next, bswap<u64>(bswap<u64>(load<u64>(head, SEQUENCE)) + 1), SEQUENCE);
  copyHash(next + PREVIOUS, headId);
  copyHash(next + OPERATION, operation);
  copyHash(next + CONTENTS, contents);
}

/** Whether the state at `state + STATE` is a successor of the one at `state`. */
export function isSuccessor(state: usize): bool {
  const next = state + STATE;
  if (!continues(state)) return false;
  hashState(state, VALUE);
  if (!sameHash(VALUE, next + PREVIOUS)) return false;
  nextEntropy(state + ENTROPY, next, VALUE);
  return sameHash(VALUE, next + ENTROPY);
}

/** Whether version, suite, reserved bytes and chain stay the same and the sequence goes up by one. */
export function continues(state: usize): bool {
  const next = state + STATE;
  return (
    sameHash(state, next) &&
    load<u64>(state, 32) == load<u64>(next, 32) &&
    bswap<u64>(load<u64>(state, SEQUENCE)) + 1 == bswap<u64>(load<u64>(next, SEQUENCE))
  );
}

/** A link and the zeros that pad it. */
const LINK_BLOCK: usize = memory.data(64, 16);

/** The tick of the link at `link`, written at `out`. */
export function hashLink(link: usize, out: usize): void {
  copyHash(LINK_BLOCK, link);
  compress(key(TICK_KEY), LINK_BLOCK, HASH as u32, ONLY, out);
}

/** Whether the link at `link` is the hash of the one after it. */
export function isLinked(link: usize): bool {
  hashLink(link + HASH, VALUE);
  return sameHash(VALUE, link);
}
