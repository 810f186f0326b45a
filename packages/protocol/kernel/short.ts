// One short input: at most a chunk of BLAKE3 (1,024 bytes), so that its blocks follow each other and no tree is built.

import { compress } from './compression';
import { FIRST, LAST, MIDDLE } from './keys';
import { BLOCK, HASH } from './layout';

/** The input, and room for the zeros that pad its last block. */
const INPUT: usize = memory.data(1024 + 64, 16);
const OUTPUT: usize = memory.data(32, 16);
/** A key for every purpose. */
const PURPOSE_KEYS: usize = memory.data(32 * 32, 16);

export function shortInputAt(): usize {
  return INPUT;
}
export function shortOutputAt(): usize {
  return OUTPUT;
}
export function purposeKeysAt(): usize {
  return PURPOSE_KEYS;
}

/** The keyed hash of the first `length` bytes of the input area, into the output area. */
export function hashShort(purpose: u32, length: u32): void {
  const end = INPUT + (length as usize);
  const zero = i32x4.splat(0);
  v128.store(end, zero);
  v128.store(end, zero, 16);
  v128.store(end, zero, 32);
  v128.store(end, zero, 48);
  let value = PURPOSE_KEYS + (purpose as usize) * HASH;
  let flags = FIRST;
  let at = INPUT;
  for (; at + BLOCK < end; at += BLOCK) {
    compress(value, at, BLOCK as u32, flags, OUTPUT);
    value = OUTPUT;
    flags = MIDDLE;
  }
  // LAST is MIDDLE with what ends a chunk and the tree.
  compress(value, at, (end - at) as u32, flags | LAST, OUTPUT);
}
