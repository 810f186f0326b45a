/**
 * What a wallet needs from its surroundings. The core reaches nothing else: given the same answers from these ports it
 * does the same, byte for byte, which is what lets a simulation drive it.
 */
import type { CryptoProvider, KeyPair, Suite } from '@tallystick/protocol';
import type { Rulebook } from '@tallystick/rules';
import type { Problem } from './outcome.ts';

/** One change of a stored record; `null` removes it. */
export interface StorageChange {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/**
 * A durable, ordered map of text keys (printable ASCII) to bytes, opened by one process at a time. Engines pass
 * `storage.acceptance.ts`. A method that cannot do its work rejects; the wallet then stops using the storage.
 */
export interface WalletStorage {
  get(key: string): Promise<Uint8Array | undefined>;
  /** Every record whose key starts with `prefix`, in ascending order of key. */
  list(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]>;
  /** All changes or none, on the disk when it resolves. Later calls see it. */
  write(changes: readonly StorageChange[]): Promise<void>;
  /** What the engine itself finds wrong with its files; the records' contents are checked by the wallet. */
  inspect(): Promise<readonly Problem[]>;
  /** Releases the lock. `write` must not be under way. */
  close(): Promise<void>;
}

/** A request to the sovereign; `path` starts with a slash. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array | null;
}

/** What came back, whatever its status; or that nothing did, and then whether the request arrived is unknown. */
export type TransportAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      /** Names in lower case. */
      readonly headers: { readonly [name: string]: string };
      readonly body: Uint8Array;
    }
  | { readonly ok: false; readonly reason: string };

/** As {@link TransportAnswer}, with a body that is still coming. */
export type TransportStream =
  | {
      readonly ok: true;
      readonly status: number;
      /** Names in lower case. */
      readonly headers: { readonly [name: string]: string };
      /** Its pieces as they come; ends, and never throws, when the connection does. Whoever leaves the loop hangs up. */
      readonly pieces: AsyncIterable<Uint8Array>;
    }
  | { readonly ok: false; readonly reason: string };

/** The way to one sovereign. Never rejects. Implementations pass `transport.acceptance.ts`. */
export interface Transport {
  request(request: TransportRequest): Promise<TransportAnswer>;
  /**
   * Asks for an answer that is read as it comes, until `signal` aborts or nothing has come for 40 s (a sovereign sends something
   * every 15 s). Absent on a way that has no streams: then a wallet that watches asks at intervals.
   */
  stream?(request: TransportRequest, signal: AbortSignal): Promise<TransportStream>;
}

/** Time, in milliseconds since 1970-01-01 UTC; it may be wrong, and the wallet does not trust it. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Signs with a device's key; the wallet has stored what is signed before it asks. */
export interface Signer {
  sign(key: KeyPair, message: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
}

/** Everything a wallet is given. */
export interface WalletPorts {
  readonly storage: WalletStorage;
  /** The transport to the sovereign at `url`. */
  connect(url: string): Transport;
  readonly clock: Clock;
  /** `length` fresh random bytes from the system's generator. */
  random(length: number): Uint8Array;
  readonly crypto: CryptoProvider;
  /** A faster way to sign than `crypto`'s, where the platform has one. */
  readonly signer?: Signer;
  /** By what this wallet decides whether it may be paid without a network; nothing is asked where it is left out. */
  readonly rulebook?: Rulebook;
  /** A faster way to a new root than from a seed with `crypto`, where the platform has one. */
  newKeyPair?(suite: Suite): Promise<KeyPair>;
}
