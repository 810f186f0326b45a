import { type Hash, hash, hashParts } from '../crypto/index.ts';

/** The id of hold `index` of a put: `H_hold(stateId of the putting transition ‖ u64 index)`. */
export function holdId(putting: Hash, index: number): Hash {
  return hashParts('hold', putting, index);
}

/** `H_note(sealed memo)`: what a hold carries of its memo. */
export function noteHash(sealedMemo: Uint8Array): Hash {
  return hash('note', sealedMemo);
}
