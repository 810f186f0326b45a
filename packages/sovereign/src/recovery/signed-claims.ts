import {
  type Certificate,
  type CryptoProvider,
  type Epoch,
  type Hash,
  type LogCheckpointCheck,
  equalBytes,
  parseCheckpoint,
  parseNote,
  verifyCertificate,
  verifyLogCheckpoint,
} from '@tallystick/protocol';
import type { SignedRoot } from './lone-header.ts';

/** The log of an epoch had so many entries, and this root: its own key has signed it. */
interface Claim {
  readonly size: number;
  readonly root: Hash;
  /** Who shows it, for people. */
  readonly who: string;
}

/** A signed checkpoint of the epoch that goes on. */
interface Newest {
  readonly size: number;
  readonly note: Uint8Array;
}

/** A log that can say which root it had at a size that it has reached. */
interface RootedLog {
  readonly size: number;
  rootAt(size: number): Hash;
}

/**
 * What a log's own keys have signed of it, whoever shows it: lower bounds of how far it had come. A log that is shorter lacks
 * entries, and one with another root is another history. Of an epoch that is over only what lives on counts: the rest was given
 * up in public. What no key of these epochs has signed is a problem, said in words: unknown is not yes.
 */
export class SignedClaims {
  readonly #epochs: readonly Epoch[];
  readonly #crypto: CryptoProvider;
  readonly #claims: Claim[] = [];
  /** By size: those of the epoch that goes on. */
  readonly #current = new Map<number, SignedRoot>();
  #newest: Newest | undefined;

  /** `epochs`: oldest first, at least one. */
  constructor(epochs: readonly Epoch[], crypto: CryptoProvider) {
    this.#epochs = epochs;
    this.#crypto = crypto;
  }

  /** The newest signed checkpoint of the epoch that goes on. */
  get newest(): Newest | undefined {
    return this.#newest;
  }

  /** What the epoch that goes on has signed of so many entries. */
  at(size: number): SignedRoot | undefined {
    return this.#current.get(size);
  }

  hearCertificate(certificate: Certificate, who: string): string | undefined {
    const epoch = this.epochOf(certificate.checkpoint);
    if (epoch === undefined) return `a certificate does not verify: ${UNKNOWN_LOG}`;
    const check = verifyCertificate(certificate, epoch, this.#crypto);
    if (!check.ok) return `a certificate does not verify: ${check.fault}`;
    this.#keep(epoch, heard(check, certificate.checkpoint, who));
    return undefined;
  }

  hearCheckpoint(note: Uint8Array, who: string): string | undefined {
    const epoch = this.epochOf(note);
    if (epoch === undefined) return `a checkpoint does not verify: ${UNKNOWN_LOG}`;
    const check = verifyLogCheckpoint(note, epoch, this.#crypto);
    if (!check.ok) return `a checkpoint does not verify: ${check.fault}`;
    this.#keep(epoch, heard(check, note, who));
    return undefined;
  }

  /** The epoch of whose log a note says to be; nothing is verified. */
  epochOf(note: Uint8Array): Epoch | undefined {
    const parsed = parseNote(note);
    const origin = parsed && parseCheckpoint(parsed.text)?.origin;
    return this.#epochs.find((epoch) => epoch.origin === origin);
  }

  /** Two histories of one size: the key has signed both, and no machine can heal that. */
  contradiction(log: RootedLog): string | undefined {
    for (const { size, root, who } of this.#claims) {
      if (size > log.size || equalBytes(log.rootAt(size), root)) continue;
      return `${who} has a signed checkpoint of ${size} entries that are not these: the log was forked`;
    }
    return undefined;
  }

  #keep(epoch: Epoch, { size, root, signedAt, note, who }: Heard): void {
    const later = this.#epochs.slice(this.#epochs.indexOf(epoch) + 1);
    const lives = later.every(({ succeeds }) => succeeds !== null && size <= succeeds.size);
    if (lives) this.#claims.push({ size, root, who });
    if (later.length > 0) return;
    this.#current.set(size, { root, signedAt, note });
    if (size > (this.#newest?.size ?? 0)) this.#newest = { size, note };
  }
}

interface Heard extends Claim, SignedRoot {}

function heard(
  { checkpoint, signedAt }: Extract<LogCheckpointCheck, { ok: true }>,
  note: Uint8Array,
  who: string,
): Heard {
  const { size, root } = checkpoint;
  return { size, root, signedAt, note, who };
}

const UNKNOWN_LOG = 'it is of a log that no epoch of this backup knows';
