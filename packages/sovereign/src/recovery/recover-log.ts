import {
  type KeptBatch,
  type KeptEnd,
  type LogContinuation,
  type Store,
  continueLog,
} from '@tallystick/ledger';
import type { Constitution, VotingCrypto, Epoch, StateRoot } from '@tallystick/protocol';
import { noObjection } from '@tallystick/rules';
import type { Resumed, WalletCertificate } from '../lifecycle/options.ts';
import { nextBatchFrom } from './batches-from-certificates.ts';
import type { LogExport } from './log-export.ts';
import { loneHeaderFrom } from './lone-header.ts';
import { SignedClaims } from './signed-claims.ts';

/** Where what a restored copy lacks may be had from, wherever it lies; `name` is for people. */
export type BatchSource =
  | {
      readonly kind: 'kept-log';
      readonly name: string;
      readonly read: (from: number) => Iterator<KeptBatch, KeptEnd>;
    }
  /** Throws when the mirror cannot be reached. */
  | {
      readonly kind: 'mirror';
      readonly name: string;
      readonly read: (from: number) => Promise<LogExport>;
    }
  | { readonly kind: 'certificates'; readonly certificates: readonly WalletCertificate[] }
  /** They say how far the log had come, and bring no transitions: of a header alone they are enough. */
  | { readonly kind: 'checkpoints'; readonly checkpoints: readonly Uint8Array[] };

/** What was restored, and what is believed of it. */
export interface RestoredLog {
  readonly constitution: Constitution;
  /** Oldest first; the last one signs what is still missing. */
  readonly epochs: readonly Epoch[];
  readonly store: Store;
  readonly crypto: VotingCrypto;
  /** Entries that were restored. */
  readonly from: number;
}

/**
 * Brings a restored store forward with what the sovereign certified after the copy. Every batch is admitted again and compared
 * byte for byte, and its checkpoint has to be signed by the epoch's log key. What that key has signed is a lower bound, whoever
 * shows it, and is heard first. Each source is read to its end, then everything that they claim is compared: the log is whole
 * when it reaches the highest size that any of them has seen.
 */
export async function recoverLog(
  restored: RestoredLog,
  sources: readonly BatchSource[],
  everyWallet: boolean,
): Promise<Resumed> {
  return await new Recovery(restored).run(sources, everyWallet);
}

/** The way through the sources: their signed words are heard, each is read to its end, then everything is compared. */
class Recovery {
  readonly #restored: RestoredLog;
  readonly #epoch: Epoch;
  readonly #log: LogContinuation;
  readonly #claims: SignedClaims;
  /** Entries that the kept logs say to have. */
  #kept = 0;

  constructor(restored: RestoredLog) {
    const { constitution, epochs, store, crypto } = restored;
    const epoch = epochs.at(-1);
    if (epoch === undefined) throw new RangeError('a sovereign without an epoch');
    this.#restored = restored;
    this.#epoch = epoch;
    this.#log = continueLog(constitution, epoch, { store, crypto, rulebook: noObjection });
    this.#claims = new SignedClaims(epochs, crypto);
  }

  /** How far the log had come, as far as anybody knows. */
  get #highest(): number {
    return Math.max(this.#log.size, this.#kept, this.#claims.newest?.size ?? 0);
  }

  async run(sources: readonly BatchSource[], everyWallet: boolean): Promise<Resumed> {
    for (const source of sources) {
      const problem = this.#hear(source);
      if (problem !== undefined) return this.#failed(problem);
    }
    for (const source of sources) {
      const problem = (await this.#read(source)) ?? this.#claims.contradiction(this.#log);
      if (problem !== undefined) return this.#failed(problem);
    }
    const { size } = this.#log;
    const { from } = this.#restored;
    if (size < this.#highest) {
      return this.#failed(`entries ${size} to ${this.#highest - 1} are certified, and missing`);
    }
    const onlyWallets = sources.every(
      ({ kind }) => kind === 'certificates' || kind === 'checkpoints',
    );
    if (onlyWallets && size === from) {
      return this.#failed('the backup holds all of these: they do not tell what came after it');
    }
    if (onlyWallets && !everyWallet) {
      return this.#failed(
        'wallets know only of what concerns them, and another may hold a later certificate: ' +
          'these have to be all the wallets there are',
      );
    }
    return { ok: true, size, recovered: size - from };
  }

  #failed(problem: string): Resumed {
    const checkpoint = this.#claims.newest?.note ?? null;
    return { ok: false, size: this.#log.size, highest: this.#highest, checkpoint, problem };
  }

  #hear(source: BatchSource): string | undefined {
    if (source.kind === 'certificates') {
      return firstOf(source.certificates, (one) =>
        this.#claims.hearCertificate(one.certificate, 'a wallet'),
      );
    }
    if (source.kind !== 'checkpoints') return undefined;
    return firstOf(source.checkpoints, (note) => this.#claims.hearCheckpoint(note, 'somebody'));
  }

  async #read(source: BatchSource): Promise<string | undefined> {
    switch (source.kind) {
      case 'kept-log':
        return this.#readKeptLog(source);
      case 'mirror':
        return this.#readMirror(source);
      case 'certificates':
        return this.#readCertificates(source.certificates);
      case 'checkpoints':
        return this.#readCertificates([]);
    }
  }

  /** It is this machine's own, written before anything was acknowledged: its last batch may not be signed yet. */
  async #readKeptLog({
    name,
    read,
  }: Extract<BatchSource, { kind: 'kept-log' }>): Promise<string | undefined> {
    const batches = read(this.#log.size);
    for (;;) {
      const { done, value } = batches.next();
      if (done === true) {
        if (value.size === 0) return `${name} holds no kept log`;
        this.#kept = Math.max(this.#kept, value.size);
        return undefined; // a last frame that is cut off was never acknowledged
      }
      const fault = await this.#log.add(value, { needsNote: false });
      if (fault !== undefined) return `${name}: ${fault}`;
    }
  }

  async #readMirror({
    name,
    read,
  }: Extract<BatchSource, { kind: 'mirror' }>): Promise<string | undefined> {
    try {
      for (;;) {
        const { checkpoint, batches } = await read(this.#log.size);
        const isSigned =
          checkpoint !== null &&
          this.#claims.epochOf(checkpoint) === this.#epoch &&
          this.#claims.hearCheckpoint(checkpoint, name) === undefined;
        if (!isSigned) return `${name} has no checkpoint that this log signed`;
        if (batches.length === 0) return undefined;
        for (const batch of batches) {
          const fault = await this.#log.add(batch, { needsNote: true });
          if (fault !== undefined) return `${name}: ${fault}`;
        }
      }
    } catch (error) {
      return `${name}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** What certificates say, and between them the headers of which nobody has one. */
  async #readCertificates(held: readonly WalletCertificate[]): Promise<string | undefined> {
    const { constitution } = this.#restored;
    const epoch = this.#epoch;
    // An earlier epoch's is either in the backup, or was given up when the next one was declared.
    const inEpoch = held.filter(
      ({ certificate }) => this.#claims.epochOf(certificate.checkpoint) === epoch,
    );
    const { parameters } = constitution;
    const stateRoots: StateRoot[] = [];
    for (;;) {
      this.#rootInto(stateRoots);
      const settings = { parameters, epoch: epoch.number, stateRoots };
      const signed = this.#claims.at(this.#log.size + 1);
      const lone = signed && loneHeaderFrom(signed, this.#log, settings);
      const batch = lone ?? nextBatchFrom(inEpoch, this.#log, settings);
      if (batch === undefined) return undefined;
      const fault = await this.#log.add(batch, { needsNote: true });
      if (fault !== undefined) return `the wallets' transitions do not give the log: ${fault}`;
    }
  }

  /** Now and then a header names the root of the whole state as it was some batches before (protocol.md section 6). */
  #rootInto(stateRoots: StateRoot[]): void {
    const root = this.#log.stateRoot(MOST_LEAVES);
    if (root === undefined) return;
    stateRoots.unshift(root);
    stateRoots.splice(MOST_ROOTS);
  }
}

/** The root of a larger state is taken over so many batches that it is seldom begun and named after one backup. */
const MOST_LEAVES = 16_384;
/** Batches whose states a header may name the root of. */
const MOST_ROOTS = 256;

/** The first problem that one of them has. */
function firstOf<T>(
  all: readonly T[],
  problemOf: (one: T) => string | undefined,
): string | undefined {
  for (const one of all) {
    const problem = problemOf(one);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
