import {
  type Codec,
  type Stream,
  type Tick,
  bytes,
  record,
  streamCodec,
  tickCodec,
  uint,
} from '@tallystick/protocol';

/** The stream that the last act on a tab of this device's goes on with. */
export interface OutgoingRecord {
  /** Of that act. */
  readonly sequence: number;
  /** The end of its hash chain, from which all ticks are made: secret. */
  readonly seed: Uint8Array;
  readonly stream: Stream;
  /** Ticks up to this count may have left the wallet; no later one has. */
  readonly reserved: number;
}

/** The last tick of somebody's stream that is stored. */
export interface GotTickRecord {
  /** Of the act that the stream is of. */
  readonly sequence: number;
  readonly tick: Tick;
}

const SEED_BYTES = 32;

export const outgoingRecordCodec: Codec<OutgoingRecord> = record({
  sequence: uint(),
  seed: bytes(SEED_BYTES),
  stream: streamCodec,
  reserved: uint(),
});

export const gotTickRecordCodec: Codec<GotTickRecord> = record({
  sequence: uint(),
  tick: tickCodec,
});
