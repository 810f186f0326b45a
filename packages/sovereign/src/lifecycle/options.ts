import type { Certificate, Hash } from '@tallystick/protocol';
import type { ClockPorts } from './guard-clock.ts';

/** Where the ledger lies. `memory` forgets everything at the end: for trying things out. */
export type StoreChoice = 'sqlite' | 'memory';

/** What is refused before any cryptography. Sizes in bytes, rates in requests per second. */
export interface Limits {
  /** The longest request body. Default 8,388,608. */
  readonly bodyBytes: number;
  /**
   * Memory for the bodies of requests that are under way, together; beyond it 503. Bodies of up to 64 KiB are not counted.
   * Default 268,435,456.
   */
  readonly bodiesBytes: number;
  /**
   * Memory for long answers that have not been taken yet, together; beyond it 503. Answers of up to 16 KiB are not counted.
   * Default 268,435,456.
   */
  readonly answersBytes: number;
  /** How long a client may take to read a long answer, in ms; then the connection ends. Default 60,000. */
  readonly answerMs: number;
  /** Transitions that may wait to be admitted; more are answered 503. Default 8,192. */
  readonly queue: number;
  /**
   * Requests a second from one address, as a long-term mean; more are answered 429. An address is an IPv4 address, or the
   * first 64 bits of an IPv6 address. Default 20,000.
   */
  readonly perAddressPerSecond: number;
  /** Requests that one address may send at once beyond that mean. Default 20,000. */
  readonly perAddressBurst: number;
  /** Of these, requests for a challenge or a session, of which each login needs one: as a mean. Default 200. */
  readonly sessionsPerSecond: number;
  /** … and at once beyond that mean. Default 2,000. */
  readonly sessionsBurst: number;
  /** Connections open at one time. Default 4,096. */
  readonly connections: number;
  /** How long a request's headers may take, in ms; then 408, and the connection ends. Default 10,000. */
  readonly headersMs: number;
  /** How long a whole request may take, in ms. Default 30,000. */
  readonly requestMs: number;
}

/** How to run a node. Everything but the folder has a default that suits one machine. */
export interface StartSovereignOptions {
  readonly folder: string;
  /** Default 7600; 0 takes a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. Put a reverse proxy with TLS before anything else. */
  readonly host?: string;
  /** Default `sqlite`. */
  readonly store?: StoreChoice;
  /**
   * Gives the 32 bytes that open the operating keys, where they do not lie in `keys/unlock`. Asked whenever a ring is started; the
   * bytes go there alone and are overwritten then.
   */
  readonly unlock?: () => Uint8Array | Promise<Uint8Array>;
  /**
   * Decoy holds: of a million payments that nothing objects to, so many are held all the same, and everybody can read how many
   * (`/v1/ring`). Default 0. See docs/operators/running.md.
   */
  readonly decoysPerMillion?: number;
  /** Threads that check signatures. Default: one for each core. */
  readonly verifyWorkers?: number;
  readonly limits?: Partial<Limits>;
  /**
   * Where people reach the node through a reverse proxy, as `https://bank.example`: what their wallets sign, and the names that
   * it answers to. Loopback names, and `host`, it answers to in any case.
   */
  readonly addresses?: readonly string[];
  /** Address or network of a reverse proxy whose `x-forwarded-for` is believed. Default: nobody's is. */
  readonly trustedProxy?: string;
  /** A folder, best on another disk, that gets a full copy of the log as it grows: see docs/operators/. */
  readonly keptLog?: string;
  /** A folder of built pages, with its `pages.json`, to serve to browsers. Without it there is the API alone. */
  readonly pages?: string;
  /** The token of the link that it was founded with in a browser: opens sessions of the operator for an hour. */
  readonly founder?: string;
  /**
   * The owner states that the clock is right although the last entry of the log is more than 30 days older: the sovereign was
   * stopped for so long. Without this it does not start then.
   */
  readonly acceptClock?: boolean;
  /** Where time comes from. Default: the machine's clocks. */
  readonly clock?: ClockPorts;
  /** `silent` in tests. Default `info`. */
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/** A node that answers. */
export interface RunningSovereign {
  /** As `http://127.0.0.1:7600`, without a slash at the end. */
  readonly url: string;
  readonly sovereign: Hash;
  /** SHA-256 over the pages that it serves (`/release.json`), hexadecimal; null where it serves none. */
  readonly pages: string | null;
  /** Stops listening, finishes what it has accepted, and closes the store. Safe to call twice. */
  close(): Promise<void>;
}

/** Where entries that a backup lacks may come from; all of them are checked before anything is believed. */
export type LogSource =
  /** A mirror, or another place that serves a kept log's files over HTTP. */
  | { readonly kind: 'mirror'; readonly url: string }
  /** A folder written by `keptLog`. */
  | { readonly kind: 'kept-log'; readonly folder: string }
  /** Certificates that wallets hold, each with its transition where the wallet gives it. */
  | { readonly kind: 'certificates'; readonly certificates: readonly WalletCertificate[] }
  /** Signed checkpoints that wallets or anybody else holds: the log had come at least so far. */
  | { readonly kind: 'checkpoints'; readonly checkpoints: readonly Uint8Array[] };

/** A wallet's proof of one transition, and the transition itself where it is to be put back. */
export interface WalletCertificate {
  readonly certificate: Certificate;
  /** The canonical bytes of the transition. */
  readonly transition: Uint8Array | null;
}

export interface RestoreSovereignOptions {
  /** A backup file. */
  readonly file: string;
  /** A folder that does not exist yet, or is empty. */
  readonly folder: string;
  /** Opens the recovery copies of the operating keys, and writes a new `keys/unlock` for this machine. */
  readonly passphrase: Uint8Array;
}

/** A restored folder is marked, and does not start until `resumeRestored` or `declareEpoch` has settled what is missing. */
export interface RestoredSovereign {
  readonly folder: string;
  readonly sovereign: Hash;
  /** Entries of the log in the backup. */
  readonly size: number;
  /** What to do next, for a person. */
  readonly next: string;
}

export interface ResumeOptions {
  readonly folder: string;
  readonly sources: readonly LogSource[];
  /**
   * Whoever restores states that what is given is of every wallet there is. Needed where certificates and checkpoints are
   * the only sources: a wallet knows of nothing but its own, and one left out would later show a second history.
   */
  readonly everyWallet?: boolean;
}

/**
 * `ok`: the folder starts again. Otherwise it stays marked, `problem` says what is still missing, and `checkpoint` is the newest
 * signed one that any source had: the folder keeps it, and never opens below its size without a new epoch.
 */
export type Resumed =
  | { readonly ok: true; readonly size: number; readonly recovered: number }
  | {
      readonly ok: false;
      readonly size: number;
      readonly highest: number;
      readonly checkpoint: Uint8Array | null;
      readonly problem: string;
    };

export interface DeclareEpochOptions {
  readonly folder: string;
  /** Opens the root key, which signs the new epoch. */
  readonly passphrase: Uint8Array;
  /** Why what is missing is given up, for everybody: 1 to 256 bytes, no control characters. The root signs it. */
  readonly reason: string;
  /**
   * The owner states that the clock is right although the backup's log ends more than 30 days before it: the backup is that
   * old. Without this no epoch is declared then.
   */
  readonly acceptClock?: boolean;
}

/** A new epoch, public in `/v1/epochs`: entries beyond `size` that the old epoch had certified are given up. */
export interface DeclaredEpoch {
  readonly number: number;
  readonly origin: string;
  readonly size: number;
  /** How far the log is known to have come, by the checkpoints that attempts to restore were shown; `size` at least. */
  readonly highest: number;
  /** What this means for whoever holds certificates beyond `size`, for a person. */
  readonly meaning: string;
}
