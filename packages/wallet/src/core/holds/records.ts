import {
  type Amount,
  type Codec,
  type Hash,
  type Hold,
  type Key,
  MAX_HANDLE_BYTES,
  MAX_SIGNATURE_BYTES,
  MAX_STATEMENT_TEXT_BYTES,
  amount,
  bytes,
  bytesUpTo,
  holdCodec,
  keyCodec,
  list,
  mapped,
  nullable,
  record,
  text,
  time,
  toHex,
  uint,
} from '@tallystick/protocol';

/** The keys of what a wallet keeps of conditions: everything there is written once, but for holds and mandates. */
export const HOLD_KEYS = {
  all: 'hold/',
  allKnown: 'hold/known/',
  known: (hold: Hash): string => `hold/known/${toHex(hold)}`,
  /** What own signatures are of: written before they are made. */
  allSaid: 'hold/said/',
  said: (message: Hash): string => `hold/said/${toHex(message)}`,
  signature: (message: Hash, key: Hash): string => `hold/signature/${toHex(message)}/${toHex(key)}`,
  preimage: (hash: Hash): string => `hold/preimage/${toHex(hash)}`,
  /** Of a preimage that a taking of an own hold has shown: it is no secret any more. */
  learned: (hash: Hash): string => `hold/learned/${toHex(hash)}`,
  outcome: (sovereign: Hash, hold: Hash, outcome: number): string =>
    `hold/outcome/${toHex(sovereign)}/${toHex(hold)}/${outcome}`,
  share: (commitment: Hash): string => `hold/share/${toHex(commitment)}`,
  /** What is to come for an own part of a swap under that hash. */
  swap: (hash: Hash): string => `hold/swap/${toHex(hash)}`,
  allNames: 'hold/name/',
  name: (name: string): string => `hold/name/${name}`,
  allWords: 'hold/words/',
  words: (statement: Hash): string => `hold/words/${toHex(statement)}`,
  allMandates: 'hold/mandate/',
  mandate: (firstPut: Hash): string => `hold/mandate/${toHex(firstPut)}`,
} as const;

/** A transition of this device's chain; whether it came to be is what the chain's entries say. */
export interface Place {
  readonly sequence: number;
  readonly id: Hash;
}

/** A hold that this device put, or that concerns it. */
export interface KnownHold {
  readonly terms: Hold;
  readonly put: Hash;
  /** Number of the hold in the put; null where nobody has shown the put itself. */
  readonly index: number | null;
  readonly owner: Hash;
  readonly handle: string | null;
  /** The put that was shown, canonical (`terms-text.ts`); null for an own one, which is an entry of the chain. */
  readonly shown: Uint8Array | null;
  /** Of an own one. */
  readonly placed: Place | null;
  /** What the newest list of the sovereign said is left; null when no list has had it, or none has it any more. */
  readonly rest: Amount | null;
  /** The first own claim that had not ended then: closures of the ledger, which extend windows, are counted in it. */
  readonly claim: number | null;
  readonly gone: boolean;
  /** The newest taking by this device. */
  readonly taking: Place | null;
}

/** A signature of kind attestation that has been verified: of an oracle, or for a claim. */
export interface SignatureRecord {
  readonly key: Key;
  readonly signature: Uint8Array;
}

/** What is to come for an own part of a swap. */
export interface SwapRecord {
  readonly currency: Hash;
  readonly amount: Amount;
  readonly until: number;
  /** The other side's part, where this wallet answers. */
  readonly answers: Hash | null;
}

/** What this device has put its word to. */
export interface SaidRecord {
  readonly what: string;
  readonly at: number;
}

/** One put of a mandate: so many periods from the one numbered `first`. */
export interface MandatePut extends Place {
  readonly first: number;
  readonly periods: number;
}

/** A mandate of this device. */
export interface MandateRecord {
  readonly to: Hash;
  readonly handle: string | null;
  readonly toCountry: string;
  readonly country: string;
  readonly currency: Hash;
  readonly amount: Amount;
  readonly periodMs: number;
  readonly firstAt: number;
  readonly periods: number;
  readonly ahead: number;
  readonly puts: readonly MandatePut[];
  readonly cancelled: boolean;
}

/** A put with its operation, certificate and effects, and the words that go with it. */
export const MAX_SHOWN_BYTES = 196_608;
const MAX_PUTS = 4096;

const flag: Codec<boolean> = mapped(uint(1), (bit) => bit === 1, Number);
const place = { sequence: uint(), id: bytes(32) };
const handle = nullable(text(MAX_HANDLE_BYTES));

export const knownHoldCodec: Codec<KnownHold> = record({
  terms: holdCodec,
  put: bytes(32),
  index: nullable(uint()),
  owner: bytes(32),
  handle,
  shown: nullable(bytesUpTo(MAX_SHOWN_BYTES)),
  placed: nullable(record(place)),
  rest: nullable(amount),
  claim: nullable(uint()),
  gone: flag,
  taking: nullable(record(place)),
});

export const signatureRecordCodec: Codec<SignatureRecord> = record({
  key: keyCodec,
  signature: bytesUpTo(MAX_SIGNATURE_BYTES, 1),
});

export const swapRecordCodec: Codec<SwapRecord> = record({
  currency: bytes(32),
  amount,
  until: time,
  answers: nullable(bytes(32)),
});

export const saidRecordCodec: Codec<SaidRecord> = record({
  what: text(MAX_STATEMENT_TEXT_BYTES),
  at: time,
});

export const mandateRecordCodec: Codec<MandateRecord> = record({
  to: bytes(32),
  handle,
  toCountry: text(2),
  country: text(2),
  currency: bytes(32),
  amount,
  periodMs: uint(),
  firstAt: time,
  periods: uint(),
  ahead: uint(),
  puts: list(record({ ...place, first: uint(), periods: uint() }), MAX_PUTS),
  cancelled: flag,
});
