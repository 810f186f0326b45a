import { type Hash, hash } from '../crypto/index.ts';
import { type Codec, bytes, encode, list, nullable, time, variant } from '../encoding/index.ts';

/** The items of a constitution that whoever pays and is paid goes by, in the order of `changesHash`. */
export const CHANGING = ['suites', 'currencies', 'cosigners'] as const;

/** A version of such an item that is decided: in force in `[from, until)`, ms since 1970. */
export interface Change {
  readonly item: (typeof CHANGING)[number];
  /** The proposal's transition. */
  readonly proposal: Hash;
  readonly from: number;
  readonly until: number | null;
}

const fields = { proposal: bytes(32), from: time, until: nullable(time) };

/** Each has to be voted, so there are far fewer. */
const MAX_CHANGES = 65_536;

/** protocol.md section 7, `changes`. */
export const changesCodec: Codec<Change[]> = list(
  variant('item', { 0: ['suites', fields], 1: ['currencies', fields], 2: ['cosigners', fields] }),
  MAX_CHANGES,
);

/** `H_record` of all that is decided: item by item, of each in the order of the proposals. */
export function changesHash(changes: readonly Change[]): Hash {
  const sorted = CHANGING.flatMap((item) => changes.filter((change) => change.item === item));
  return hash('record', encode(changesCodec, sorted));
}
