import {
  bytes,
  type Codec,
  decode,
  encode,
  type Hash,
  record,
  tuple,
  uint,
} from '@tallystick/protocol';
import { ColdRecords, type RecordSource } from '../state/cold.ts';

/** The kinds of records in the collection `governance`; a key is `number * 8 + kind`. */
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
} as const;

export type GovernanceKind = keyof typeof KINDS;

const PLACES = 8;
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

const keyCodec: Codec<[Hash, Hash, Hash, Hash]> = tuple(bytes(32), bytes(32), bytes(32), bytes(32));

/** `[hash before, identity, vendor, transition]`: one more voting key. */
export function encodeKeyLink(link: [Hash, Hash, Hash, Hash]): Uint8Array {
  return encode(keyCodec, link);
}
