import {
  type KeptBatch,
  type KeptEnd,
  type LogContinuation,
  type Store,
  continueLog,
} from '@tallystick/ledger';
import {
  type Constitution,
  type CryptoProvider,
  type Epoch,
  equalBytes,
  verifyCertificate,
  verifyLogCheckpoint,
} from '@tallystick/protocol';
import { noObjection } from '@tallystick/rules';
import type { Resumed, WalletCertificate } from '../lifecycle/options.ts';
import { nextBatchFrom } from './batches-from-certificates.ts';
import type { LogExport } from './log-export.ts';

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
  | { readonly kind: 'certificates'; readonly certificates: readonly WalletCertificate[] };

/** What was restored, and what is believed of it. */
export interface RestoredLog {
  readonly constitution: Constitution;
  /** Oldest first; the last one signs what is still missing. */
  readonly epochs: readonly Epoch[];
  readonly store: Store;
  readonly crypto: CryptoProvider;
  /** Entries that were restored. */
  readonly from: number;
}

/**
 * Brings a restored store forward with what the sovereign certified after the copy. Every batch is admitted again and compared
 * byte for byte, and its checkpoint has to be signed by the epoch's log key. Each source is read to its end, then everything
 * that they claim is compared: the log is whole when it reaches the highest size that any of them has seen.
 */
export async function recoverLog(
  restored: RestoredLog,
  sources: readonly BatchSource[],
  everyWallet: boolean,
): Promise<Resumed> {
  return await new Recovery(restored).run(sources, everyWallet);
}

/** The way through the sources: each is read to its end, then everything that they claim is compared. */
class Recovery {
  readonly #restored: RestoredLog;
  readonly #epoch: Epoch;
  readonly #log: LogContinuation;
  #highest: number;

  constructor(restored: RestoredLog) {
    const { constitution, epochs, store, crypto } = restored;
    const epoch = epochs.at(-1);
    if (epoch === undefined) throw new RangeError('a sovereign without an epoch');
    this.#restored = restored;
    this.#epoch = epoch;
    this.#log = continueLog(constitution, epoch, { store, crypto, rulebook: noObjection });
    this.#highest = this.#log.size;
  }

  async run(sources: readonly BatchSource[], everyWallet: boolean): Promise<Resumed> {
    for (const source of sources) {
      const problem = await this.#read(source);
      if (problem !== undefined) return this.#failed(problem);
    }
    for (const source of sources) {
      const problem =
        source.kind === 'certificates' ? this.#compare(source.certificates) : undefined;
      if (problem !== undefined) return this.#failed(problem);
    }
    const { size } = this.#log;
    const { from } = this.#restored;
    if (size < this.#highest) {
      return this.#failed(`entries ${size} to ${this.#highest - 1} are certified, and missing`);
    }
    const onlyCertificates = sources.every(({ kind }) => kind === 'certificates');
    if (onlyCertificates && size === from) {
      return this.#failed('the backup holds all of these: they do not tell what came after it');
    }
    if (onlyCertificates && !everyWallet) {
      return this.#failed(
        'wallets know only of what concerns them, and another may hold a later certificate: ' +
          'these have to be all the wallets there are',
      );
    }
    return { ok: true, size, recovered: size - from };
  }

  #failed(problem: string): Resumed {
    return { ok: false, size: this.#log.size, highest: this.#highest, problem };
  }

  async #read(source: BatchSource): Promise<string | undefined> {
    switch (source.kind) {
      case 'kept-log':
        return this.#readKeptLog(source);
      case 'mirror':
        return this.#readMirror(source);
      case 'certificates':
        return this.#readCertificates(source.certificates);
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
        this.#claim(value.size);
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
        const claimed = checkpoint === null ? undefined : this.#verifyNote(checkpoint);
        if (claimed === undefined) return `${name} has no checkpoint that this log signed`;
        this.#claim(claimed.size);
        if (batches.length === 0) return this.#compareRoot(claimed, name);
        for (const batch of batches) {
          const fault = await this.#log.add(batch, { needsNote: true });
          if (fault !== undefined) return `${name}: ${fault}`;
        }
      }
    } catch (error) {
      return `${name}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  async #readCertificates(held: readonly WalletCertificate[]): Promise<string | undefined> {
    const { constitution, epochs, crypto } = this.#restored;
    const epoch = this.#epoch;
    const inEpoch: WalletCertificate[] = [];
    for (const one of held) {
      const { certificate } = one;
      const check = verifyCertificate(certificate, epoch, crypto);
      if (check.ok) {
        this.#claim(certificate.treeSize);
        inEpoch.push(one);
        continue;
      }
      // An earlier epoch's is either in the backup, or was given up when the next one was declared.
      const isEarlier = epochs.some(
        (earlier) => verifyCertificate(certificate, earlier, crypto).ok,
      );
      if (!isEarlier) return `a certificate does not verify: ${check.fault}`;
    }
    const settings = { parameters: constitution.parameters, epoch: epoch.number };
    for (;;) {
      const batch = nextBatchFrom(inEpoch, this.#log, settings);
      if (batch === undefined) return undefined;
      const fault = await this.#log.add(batch, { needsNote: true });
      if (fault !== undefined) return `the wallets' transitions do not give the log: ${fault}`;
    }
  }

  #compare(held: readonly WalletCertificate[]): string | undefined {
    for (const { certificate } of held) {
      const claimed = this.#verifyNote(certificate.checkpoint);
      const problem = claimed && this.#compareRoot(claimed, 'a wallet');
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #claim(size: number): void {
    this.#highest = Math.max(this.#highest, size);
  }

  #verifyNote(note: Uint8Array): { size: number; root: Uint8Array } | undefined {
    const check = verifyLogCheckpoint(note, this.#epoch, this.#restored.crypto);
    return check.ok ? check.checkpoint : undefined;
  }

  /** Two histories of one size: the key has signed both, and no machine can heal that. */
  #compareRoot(claimed: { size: number; root: Uint8Array }, who: string): string | undefined {
    if (claimed.size > this.#log.size) return undefined;
    if (equalBytes(this.#log.rootAt(claimed.size), claimed.root)) return undefined;
    return `${who} has a signed checkpoint of ${claimed.size} entries that are not these: the log was forked`;
  }
}
