import {
  type CryptoProvider,
  type Hash,
  type TreeHead,
  certificateCodec,
  decode,
  entryLeaf,
  fromBase64url,
  logHasher,
} from '@tallystick/protocol';
import { checkCheckpoint } from '../trust/checkpoints.ts';
import type { Trust } from '../trust/constitution.ts';
import { LogReader } from '../trust/log-reader.ts';
import type { EntryBody, ShownTree } from './shown-vote.ts';

/**
 * Whether the log has an entry where its certificate says. `another`: the signed log has something else there. `unknown`: it
 * was not shown what would tell.
 */
export type Place = 'there' | 'another' | 'unknown';

/** The log that a sovereign shows to everybody, under checkpoints that were verified and go on from each other. */
export class LogView {
  readonly #crypto: CryptoProvider;
  readonly #trust: Trust;
  readonly #shown: ShownTree;
  #tree: TreeHead;
  #reader: LogReader;

  private constructor(crypto: CryptoProvider, trust: Trust, shown: ShownTree, tree: TreeHead) {
    this.#crypto = crypto;
    this.#trust = trust;
    this.#shown = shown;
    this.#tree = tree;
    this.#reader = this.#newReader();
  }

  /** Under the newest checkpoint; or why that is not believed. */
  static async open(
    crypto: CryptoProvider,
    trust: Trust,
    shown: ShownTree,
  ): Promise<LogView | string> {
    const checked = checkCheckpoint(crypto, trust, await shown.checkpoint());
    return checked.ok ? new LogView(crypto, trust, shown, checked.value.checkpoint) : checked.fault;
  }

  /** The tree that entries were found in last. */
  get tree(): TreeHead {
    return this.#tree;
  }

  /** Lets go of what it has read of the log: it keeps tiles as long as they may be read again. */
  forget(): void {
    this.#reader = this.#newReader();
  }

  async placeOf(entry: EntryBody): Promise<Place> {
    const bytes = fromBase64url(entry.certificate, MOST_BYTES);
    const certificate = bytes && decode(certificateCodec, bytes, MOST_BYTES);
    if (certificate?.ok !== true) return 'unknown';
    const { index, transition, effects } = certificate.value;
    const leaf = logHasher((data) => this.#crypto.sha256(data)).leaf(
      entryLeaf(transition, effects),
    );
    if (index >= this.#tree.size) {
      const grown = await this.#grow();
      if (grown !== 'there') return grown;
      if (index >= this.#tree.size) return 'unknown';
    }
    return await this.#found(leaf, index);
  }

  async #found(leaf: Hash, index: number): Promise<Place> {
    const found = await this.#reader.includes({ level: 0, index, hash: leaf }, this.#tree);
    return PLACES[found];
  }

  /** A log that goes on while somebody counts is followed; one that does not continue is another. */
  async #grow(): Promise<Place> {
    const checked = checkCheckpoint(this.#crypto, this.#trust, await this.#shown.checkpoint());
    if (!checked.ok) return 'unknown';
    const newer = checked.value.checkpoint;
    if (newer.size < this.#tree.size) return 'unknown';
    const older = this.#tree;
    this.#tree = newer;
    this.#reader = this.#newReader();
    return PLACES[await this.#reader.compare(older, newer)];
  }

  #newReader(): LogReader {
    return new LogReader(this.#crypto, (path) => this.#shown.tile(path), this.#tree.size);
  }
}

const MOST_BYTES = 1 << 23;
const PLACES = { consistent: 'there', forked: 'another', unknown: 'unknown' } as const;
