// The kernel's exports. The host (src/chain/kernel/kernel.ts) writes inputs into the areas, calls, and reads the areas.

import {
  CONTENTS_LIST,
  ENTROPY,
  HASH,
  IDS,
  KEYS,
  LANES,
  LANE_STATES,
  LINKS,
  OPERATIONS,
  STATE,
  STATES,
  STEPS,
} from './layout';
import { areLinked, areSuccessors, hashStates, nextEntropies, scatterHashes } from './four';
import { extendOne, hashLink, isLinked, isSuccessor, prepareSuccessor } from './one';

export { spreadKeys } from './keys';
export { hashShort, purposeKeysAt, shortInputAt, shortOutputAt } from './short';

export function keysAt(): usize {
  return KEYS;
}
export function statesAt(): usize {
  return STATES;
}
export function idsAt(): usize {
  return IDS;
}
export function operationsAt(): usize {
  return OPERATIONS;
}
export function contentsAt(): usize {
  return CONTENTS_LIST;
}
export function linksAt(): usize {
  return LINKS;
}
export function steps(): u32 {
  return STEPS as u32;
}

/**
 * From the first state and its id: the next `count` states and their ids, one for each operation
 * and contents.
 */
export function extend(count: u32): void {
  for (let i: usize = 0; i < count; i += 1) {
    const head = STATES + i * STATE;
    const id = IDS + i * HASH;
    const operation = OPERATIONS + i * HASH;
    extendOne(head, id, operation, CONTENTS_LIST + i * HASH, head + STATE, id + HASH);
  }
}

/**
 * The same for four chains: their areas follow each other, LANE_STATES states and a quarter of the
 * steps long.
 */
export function extendFour(count: u32): void {
  const stateStep = LANE_STATES * STATE;
  const idStep = LANE_STATES * HASH;
  const inputStep = (STEPS / LANES) * HASH;
  for (let i: usize = 0; i < count; i += 1) {
    const head = STATES + i * STATE;
    const id = IDS + i * HASH;
    for (let lane: usize = 0; lane < LANES; lane += 1) {
      const from = head + lane * stateStep;
      const input = i * HASH + lane * inputStep;
      const operation = OPERATIONS + input;
      prepareSuccessor(from, id + lane * idStep, operation, CONTENTS_LIST + input, from + STATE);
    }
    nextEntropies(head, head + STATE, stateStep);
    scatterHashes(head + STATE + ENTROPY, stateStep);
    hashStates(head + STATE, stateStep);
    scatterHashes(id + HASH, idStep);
  }
}

/**
 * The index of the first of `count` states that is not the successor of the one before it; -1 when
 * there is none.
 */
export function checkRun(count: u32): i32 {
  let at: usize = 0;
  for (; at + LANES < count; at += LANES) {
    if (!areSuccessors(STATES + at * STATE)) break;
  }
  for (; at + 1 < count; at += 1) {
    if (!isSuccessor(STATES + at * STATE)) return (at as i32) + 1;
  }
  return -1;
}

/** From the first link: the next `count`, each the hash of the one before it. */
export function hashLinks(count: u32): void {
  for (let i: usize = 0; i < count; i += 1) hashLink(LINKS + i * HASH, LINKS + (i + 1) * HASH);
}

/**
 * The index of the first of `count` links whose hash is not the link before it; -1 when there is
 * none.
 */
export function checkLinks(count: u32): i32 {
  let at: usize = 0;
  for (; at + LANES < count; at += LANES) {
    if (!areLinked(LINKS + at * HASH)) break;
  }
  for (; at + 1 < count; at += 1) {
    if (!isLinked(LINKS + at * HASH)) return (at as i32) + 1;
  }
  return -1;
}
