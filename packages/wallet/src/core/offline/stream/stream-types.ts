/**
 * Streams: ticks inside a tab, as a wallet's users see them. Amounts, addresses and times are written as in
 * `wallet-types.ts`; counts of ticks are numbers.
 */
import type { Tick } from '@tallystick/protocol';
import type { Outcome } from '../../outcome.ts';

/** What ticks cost: `price` for every `perTicks` of them, what is not whole rounded down. */
export interface StreamPrice {
  /** Such as `0.01`. */
  readonly price: string;
  /** 1 unless said. */
  readonly perTicks?: number;
}

/** What a payee asks for. */
export interface StreamTerms extends StreamPrice {
  readonly currency: string;
  /** Shown to payers. */
  readonly memo?: string;
  /** How many ticks of a stream may be served before they are stored: what a crash of the payee can lose. 0 unless said. */
  readonly mostUnstored?: number;
  /** How many ticks one tick may be ahead of the last: what one can cost in hashes. 1,024 unless said. */
  readonly mostSkipped?: number;
}

/** What a payer needs to open a stream; the request is signed by the payee's device. */
export interface StreamOffer {
  /** The sovereign's id. */
  readonly sovereign: string;
  readonly currency: string;
  readonly price: string;
  readonly perTicks: number;
  /** The payee's address. */
  readonly to: string;
  /** A request message: for `perTicks` ticks, not to be paid by an act. */
  readonly request: Uint8Array;
  readonly until: number;
}

/** A tick as it is shown: it pays the `ticks` ticks up to `count`. */
export interface ShownTick extends Tick {
  /** Of which hold, in hexadecimal. */
  readonly hold: string;
  /** Of the act that opened the stream. */
  readonly sequence: number;
  /** How many it pays; 1 to `count`. */
  readonly ticks: number;
}

/** The payer's side of one stream. It may be used by many at once: no two get the same ticks. */
export interface OutgoingStream {
  readonly hold: string;
  readonly sequence: number;
  readonly perTicks: number;
  /** How many ticks it has; after them the next act commits to another stream. */
  readonly links: number;
  /** Ticks that have left this wallet, or may have before a crash. */
  readonly position: number;
  /** What the tab gives with so many ticks more, in the currency's smallest unit. */
  valueAfter(ticks: number): bigint;
  /**
   * Pays `ticks` ticks: one link of the chain. Before it is given out it is durable that it may have been. `refused`,
   * `stream-used-up`: open the stream again; `stream-ended`.
   */
  pay(ticks: number): Promise<Outcome<ShownTick>>;
  /**
   * Goes on after what the payee shows as its last tick (null: none): after a crash, to use what was set aside and never left.
   * A payee that shows less than it has gives service twice for one tick, and gets nothing for it.
   */
  continueAfter(known: Tick | null): Promise<Outcome<number>>;
  /** Stores how far it got, so that opening the wallet again goes on from exactly there. */
  store(): Promise<Outcome<null>>;
}

/** A stream that was opened or goes on; `message` is to be handed to the payee, and its answer to `offline().finish`. */
export interface OpenedStream {
  /** `again`: the act is confirmed, and is handed over for the payee to show its last tick. */
  readonly status: 'handed-over' | 'again';
  readonly doubleSpend: 'prevented';
  readonly words: string;
  readonly message: Uint8Array;
  readonly stream: OutgoingStream;
}

/** What became of an act of a stream at its payee; `message` goes back to the payer. */
export type StreamAcceptance =
  | {
      readonly status: 'accepted';
      readonly doubleSpend: 'prevented';
      readonly words: string;
      readonly hold: string;
      readonly sequence: number;
      readonly from: string;
      /** The last tick that this wallet has of it. */
      readonly last: Tick | null;
      /** Claim it before. */
      readonly until: number;
      readonly message: Uint8Array;
    }
  | {
      readonly status: 'not-accepted';
      readonly code: string;
      readonly fault?: string;
      readonly words: string;
      readonly message: Uint8Array;
    };

/** The payee's side of all streams of a wallet. */
export interface IncomingStreams {
  /** Renewed when half of its time has passed. */
  offer(): Promise<Outcome<StreamOffer>>;
  /** An act that opens a stream, goes on with another chain of ticks, or ends it. */
  accept(message: Uint8Array): Promise<Outcome<StreamAcceptance>>;
  /**
   * Takes a tick: when it answers, the ticks are this wallet's, and at most `mostUnstored` of the stream are not stored. Gives
   * the highest count. A refusal's `data.last` is the last tick that this wallet has, where that tells the payer something.
   */
  receive(tick: ShownTick): Promise<Outcome<number>>;
  /** Stores all that was received. */
  store(): Promise<Outcome<null>>;
}

/** Streams of a wallet. */
export interface Streams {
  /**
   * Opens a stream to whoever made the request, in a tab for that payee, or goes on with the one that is open at that price. The
   * tab is the stream's until it is ended. `refused`, `no-room`: open a tab, or raise it.
   */
  open(request: Uint8Array, price: StreamPrice): Promise<Outcome<OpenedStream>>;
  /** Ends a stream: the tab's next act takes up what its ticks gave. Gives the message for the payee. */
  end(hold: string): Promise<Outcome<Uint8Array>>;
  receive(terms: StreamTerms): Promise<Outcome<IncomingStreams>>;
}
