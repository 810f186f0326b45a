import {
  type LogContinuation,
  type Store,
  continueLog,
  openSqliteStore,
  readKeptLog,
} from '@tallystick/ledger';
import { equalBytes, verifyCertificate, verifyLogCheckpoint } from '@tallystick/protocol';
import { noObjection } from '@tallystick/rules';
import { lockFolder } from '../folder/folder-lock.ts';
import { openOperator } from '../folder/holders.ts';
import { type OpenedFolder, openFolder } from '../folder/open-folder.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, SovereignProblem } from '../founding/options.ts';
import type { LogSource, ResumeOptions, Resumed, WalletCertificate } from '../lifecycle/options.ts';
import { nextBatchFrom } from './batches-from-certificates.ts';
import { openMirror } from './mirror-client.ts';
import { readMark, removeMark } from './restored-mark.ts';

/**
 * Brings a restored folder forward with what the sovereign certified after the backup, from a kept log, a mirror, or
 * certificates and transitions that wallets hold. Every batch is admitted again and compared byte for byte, and its
 * checkpoint has to be signed by the epoch's log key. When the folder reaches the highest size that any of the sources has
 * seen, its mark goes, and it starts. Certificates alone are enough only with `everyWallet`.
 *
 * What no source knows of stays unknown: bring every source that there is. Throws `SovereignProblem`: `invalid-options`
 * when the folder is not restored or no source is given, and those of `openFolder`.
 */
export async function resumeRestored(
  options: ResumeOptions,
  ports: FoundingPorts = nodePorts,
): Promise<Resumed> {
  const folder = await openFolder(options.folder, ports.crypto);
  const lock = lockFolder(folder.paths);
  try {
    const mark = await readMark(folder.paths);
    if (mark === undefined || options.sources.length === 0) {
      const message =
        mark === undefined
          ? `${folder.paths.root} was not restored from a backup: it starts as it is`
          : 'name at least one source of what the backup lacks';
      throw new SovereignProblem('invalid-options', message);
    }
    const store = await openSqliteStore(folder.paths.ledger);
    try {
      const resumed = await new Recovery(folder, store, ports, mark.size).run(options);
      if (resumed.ok) await removeMark(folder.paths, mark, resumed.size);
      return resumed;
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

/** The way through the sources: each is read to its end, then everything that they claim is compared. */
class Recovery {
  readonly #folder: OpenedFolder;
  readonly #ports: FoundingPorts;
  readonly #log: LogContinuation;
  readonly #from: number;
  #highest: number;

  constructor(folder: OpenedFolder, store: Store, ports: FoundingPorts, from: number) {
    const { crypto } = ports;
    this.#folder = folder;
    this.#ports = ports;
    this.#from = from;
    this.#log = continueLog(folder.constitution, folder.current.epoch, {
      store,
      crypto,
      rulebook: noObjection,
    });
    this.#highest = this.#log.size;
  }

  async run({ sources, everyWallet = false }: ResumeOptions): Promise<Resumed> {
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
    if (size < this.#highest) {
      return this.#failed(`entries ${size} to ${this.#highest - 1} are certified, and missing`);
    }
    const onlyCertificates = sources.every(({ kind }) => kind === 'certificates');
    if (onlyCertificates && size === this.#from) {
      return this.#failed('the backup holds all of these: they do not tell what came after it');
    }
    if (onlyCertificates && !everyWallet) {
      return this.#failed(
        'wallets know only of what concerns them, and another may hold a later certificate: ' +
          'these have to be all the wallets there are',
      );
    }
    return { ok: true, size, recovered: size - this.#from };
  }

  #failed(problem: string): Resumed {
    return { ok: false, size: this.#log.size, highest: this.#highest, problem };
  }

  async #read(source: LogSource): Promise<string | undefined> {
    switch (source.kind) {
      case 'kept-log':
        return this.#readKeptLog(source.folder);
      case 'mirror':
        return this.#readMirror(source.url);
      case 'certificates':
        return this.#readCertificates(source.certificates);
    }
  }

  /** It is this machine's own, written before anything was acknowledged: its last batch may not be signed yet. */
  async #readKeptLog(keptFolder: string): Promise<string | undefined> {
    const batches = readKeptLog(keptFolder, this.#log.size);
    for (;;) {
      const { done, value } = batches.next();
      if (done === true) {
        if (value.size === 0) return `${keptFolder} holds no kept log`;
        this.#claim(value.size);
        return undefined; // a last frame that is cut off was never acknowledged
      }
      const fault = await this.#log.add(value, { needsNote: false });
      if (fault !== undefined) return `${keptFolder}: ${fault}`;
    }
  }

  async #readMirror(url: string): Promise<string | undefined> {
    try {
      const { sovereign, paths } = this.#folder;
      const operator = await openOperator(paths.root, this.#ports);
      const mirror = await openMirror(url, sovereign, operator, this.#ports);
      for (;;) {
        const { checkpoint, batches } = await mirror.read(this.#log.size);
        const claimed = checkpoint === null ? undefined : this.#verifyNote(checkpoint);
        if (claimed === undefined) return `${url} has no checkpoint that this log signed`;
        this.#claim(claimed.size);
        if (batches.length === 0) return this.#compareRoot(claimed, url);
        for (const batch of batches) {
          const fault = await this.#log.add(batch, { needsNote: true });
          if (fault !== undefined) return `${url}: ${fault}`;
        }
      }
    } catch (error) {
      return `${url}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  async #readCertificates(held: readonly WalletCertificate[]): Promise<string | undefined> {
    const { constitution, current, epochs } = this.#folder;
    const { epoch } = current;
    const inEpoch: WalletCertificate[] = [];
    for (const one of held) {
      const { certificate } = one;
      const check = verifyCertificate(certificate, epoch, this.#ports.crypto);
      if (check.ok) {
        this.#claim(certificate.treeSize);
        inEpoch.push(one);
        continue;
      }
      // An earlier epoch's is either in the backup, or was given up when the next one was declared.
      const isEarlier = epochs.some(
        (earlier) => verifyCertificate(certificate, earlier.epoch, this.#ports.crypto).ok,
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
    const check = verifyLogCheckpoint(note, this.#folder.current.epoch, this.#ports.crypto);
    return check.ok ? check.checkpoint : undefined;
  }

  /** Two histories of one size: the key has signed both, and no machine can heal that. */
  #compareRoot(claimed: { size: number; root: Uint8Array }, who: string): string | undefined {
    if (claimed.size > this.#log.size) return undefined;
    if (equalBytes(this.#log.rootAt(claimed.size), claimed.root)) return undefined;
    return `${who} has a signed checkpoint of ${claimed.size} entries that are not these: the log was forked`;
  }
}
