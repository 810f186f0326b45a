import {
  bytes,
  type Codec,
  decode,
  encode,
  type Hash,
  nullable,
  record,
  tuple,
  uint,
} from '@tallystick/protocol';
import { ColdRecords, type RecordSource } from '../state/cold.ts';

/** The kinds of records in the collection `governance`; a key is `number * 16 + kind`. */
const KINDS = {
  /** Number 0; closures after it, by their place from 1, as `[from, until]`. */
  meta: 0,
  proposal: 1,
  /** By `proposal * 64 + piece`. */
  content: 2,
  /** Who could vote on proposals that are open: by `proposal * 2^14 + piece`. */
  members: 3,
  /** By the slot of the identity. */
  speaker: 4,
  /** By `slot of the identity * 64 + place`: `[id, bytes]`. */
  part: 5,
  appeal: 6,
  /** By its place among all names, in the order in which they came. */
  figure: 7,
  /** In log order, by `proposal * 2^26 + place`; see `BallotPlace`. */
  ballot: 8,
  /** The transitions that said figures, by `name * 2^26 + place`. */
  said: 9,
} as const;

export type GovernanceKind = keyof typeof KINDS;

const PLACES = 16;
const NAMES = Object.keys(KINDS) as GovernanceKind[];
/** Values that were read stay in memory, so many of them at least. */
const CACHED = 256;

/** Of which kind a key is, and its number; undefined for a key that nobody writes. */
export function kindOfKey(
  key: number,
): { readonly kind: GovernanceKind; readonly number: number } | undefined {
  const kind = NAMES[key % PLACES];
  return kind && { kind, number: Math.floor(key / PLACES) };
}

/** The records of the collection `governance`. */
export class GovernanceRecords {
  readonly #cold: ColdRecords<Uint8Array>;
  /** Gone since the last batch was sealed. */
  readonly #removed = new Set<number>();

  constructor(source: RecordSource) {
    this.#cold = new ColdRecords(source, {
      collection: 'governance',
      cached: CACHED,
      read: (value) => value.slice(),
    });
  }

  get(kind: GovernanceKind, number: number): Uint8Array | undefined {
    return this.#cold.get(number * PLACES + KINDS[kind]);
  }

  /** The value must not change any more. */
  set(kind: GovernanceKind, number: number, value: Uint8Array): void {
    this.#cold.set(number * PLACES + KINDS[kind], value);
  }

  /** Nobody may ask for it any more, nor set it again. */
  remove(kind: GovernanceKind, number: number): void {
    this.#removed.add(number * PLACES + KINDS[kind]);
  }

  /** What has changed since the last batch was sealed; null is gone. */
  changes(): { readonly key: number; readonly value: Uint8Array | null }[] {
    const written = [...this.#cold.changed].map(([key, value]) => ({ key, value }));
    const gone = [...this.#removed].map((key) => ({ key, value: null }));
    return [...written, ...gone];
  }

  seal(): void {
    this.#cold.seal();
    this.#removed.clear();
  }

  settle(): void {
    this.#cold.settle();
  }
}

/** What governance as a whole is kept by. */
export interface GovernanceMeta {
  readonly proposals: number;
  readonly appeals: number;
  /** Over all voting keys in log order; see `Governing.addVotingKey`. */
  readonly keys: Hash;
}

const metaCodec: Codec<GovernanceMeta> = record({
  proposals: uint(),
  appeals: uint(),
  keys: bytes(32),
});

export function encodeMeta(meta: GovernanceMeta): Uint8Array {
  return encode(metaCodec, meta);
}

/** Undefined when the bytes are none. */
export function decodeGovernanceMeta(encoded: Uint8Array): GovernanceMeta | undefined {
  const decoded = decode(metaCodec, encoded.slice());
  return decoded.ok ? decoded.value : undefined;
}

/** In which the ledger was closed: half open, in ms. */
export interface Closure {
  readonly from: number;
  readonly until: number;
}

const closureCodec: Codec<Closure> = record({ from: uint(), until: uint() });

export function encodeClosure(closure: Closure): Uint8Array {
  return encode(closureCodec, closure);
}

/** Undefined when the bytes are none. */
export function decodeClosure(encoded: Uint8Array): Closure | undefined {
  const decoded = decode(closureCodec, encoded.slice());
  return decoded.ok ? decoded.value : undefined;
}

/** Ballots on one proposal, and figures of one name. */
const MOST_OF_ONE = 2 ** 26;

/** What is kept of one proposal, or of one name, after `place` others. */
export function placeKey(number: number, place: number): number {
  if (place >= MOST_OF_ONE) throw new RangeError('more than a record can be kept of');
  return number * MOST_OF_ONE + place;
}

export function placeOf(key: number): [number: number, place: number] {
  return [Math.floor(key / MOST_OF_ONE), key % MOST_OF_ONE];
}

/** Where a ballot stands on the log. */
export interface BallotPlace {
  /** The transition that said it. */
  readonly said: Hash;
  /** The transition that said the voting key which its voter had then; null: it had none. */
  readonly attestation: Hash | null;
}

const ballotCodec: Codec<BallotPlace> = record({
  said: bytes(32),
  attestation: nullable(bytes(32)),
});

export function encodeBallot(ballot: BallotPlace): Uint8Array {
  return encode(ballotCodec, ballot);
}

/** Undefined when the bytes are none. */
export function decodeBallot(encoded: Uint8Array): BallotPlace | undefined {
  const decoded = decode(ballotCodec, encoded.slice());
  return decoded.ok ? decoded.value : undefined;
}

const keyCodec: Codec<[Hash, Hash, Hash, Hash]> = tuple(bytes(32), bytes(32), bytes(32), bytes(32));

/** `[hash before, identity, vendor, transition]`: one more voting key. */
export function encodeKeyLink(link: [Hash, Hash, Hash, Hash]): Uint8Array {
  return encode(keyCodec, link);
}
