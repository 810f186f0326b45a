import { type Hash, type Key, hash } from '../crypto/index.ts';
import { type Codec, bytes, encode, equalBytes, record, tuple, uint } from '../encoding/index.ts';
import { keyId } from '../identity/index.ts';
import type { HalfStep } from './types.ts';

/** What one writer key gave one payee, after act `index` of it (0: none yet). */
export interface Half {
  readonly index: number;
  readonly head: Hash;
}

export const halfCodec: Codec<Half> = record({ index: uint(), head: bytes(32) });

const pairCodec = tuple(bytes(32), bytes(32));

/** Head 0: `H_record([H_key(writer), payee's identity])`. */
export function halfStart(writer: Key, payee: Hash): Half {
  return { index: 0, head: hash('record', encode(pairCodec, [keyId(writer), payee])) };
}

/** Head i: `H_record([head i − 1, id of act i's state])`. */
export function halfNext(half: Half, actId: Hash): Half {
  return { index: half.index + 1, head: hash('record', encode(pairCodec, [half.head, actId])) };
}

/** The half that an act continues. */
export function halfBefore(step: HalfStep): Half {
  return { index: step.index - 1, head: step.previous };
}

/** What the next act on a half carries. */
export function halfStep(half: Half): HalfStep {
  return { index: half.index + 1, previous: half.head };
}

/**
 * How one's own half stands to the one that the other shows: `behind`, there are acts that one has not seen; `ahead`, the
 * other shows an old copy; `forked`, the two have parted at the same index or before.
 */
export type HalfRelation = 'in-step' | 'behind' | 'ahead' | 'forked';

export function compareHalves(mine: Half, shown: Half): HalfRelation {
  if (mine.index < shown.index) return 'behind';
  if (mine.index > shown.index) return 'ahead';
  return equalBytes(mine.head, shown.head) ? 'in-step' : 'forked';
}
