import type { MemoryImage } from '@tallystick/ledger';
import { type Certificate, equalBytes, parseCheckpoint, toHex } from '@tallystick/protocol';
import { demand, Violation } from './violation.ts';

/** Remembers everything that the sovereign has said, and holds it to it. */
export class Witness {
  readonly #acknowledged = new Map<string, Certificate>();
  /** What an epoch gave up in public. */
  readonly #givenUp = new Map<string, Certificate>();
  readonly #signed = new Map<number, string>();
  readonly #image: () => MemoryImage;
  /** By size: the signed checkpoints that have left the sovereign, and that no epoch has given up. */
  readonly #shown = new Map<number, Uint8Array>();

  constructor(image: () => MemoryImage) {
    this.#image = image;
  }

  /** Transitions that somebody has a certificate of. */
  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  get givenUp(): number {
    return this.#givenUp.size;
  }

  /** Every signed checkpoint that somebody may hold of the log that goes on. */
  get checkpoints(): readonly Uint8Array[] {
    return [...this.#shown.values()];
  }

  /** Every certificate that somebody may hold of the log that goes on. */
  get certificates(): readonly Certificate[] {
    return [...this.#acknowledged.values()];
  }

  /** Whether an epoch has given up what was certified under this id. */
  hasGivenUp(id: string): boolean {
    return this.#givenUp.has(id);
  }

  /** The log's key is about to sign this checkpoint. */
  signs(body: Uint8Array): void {
    const checkpoint = parseCheckpoint(new TextDecoder().decode(body));
    if (checkpoint === undefined) throw new Violation('signed only when stored', 'no checkpoint');
    const { size, root } = checkpoint;
    const stored = this.#image().checkpoints.find((one) => one.size === size);
    const isStored = stored !== undefined && equalBytes(stored.root, root);
    demand(isStored, 'signed only when stored', () => `checkpoint ${size}`);
    const isSame = (this.#signed.get(size) ?? toHex(root)) === toHex(root);
    demand(isSame, 'one answer for ever', () => `two roots of size ${size}`);
    this.#signed.set(size, toHex(root));
  }

  /** A signed checkpoint leaves the sovereign. */
  shows(note: Uint8Array): void {
    const size = parseCheckpoint(textOf(note))?.size;
    if (size === undefined) throw new Violation('signed only when stored', 'no checkpoint');
    this.#shown.set(size, note);
  }

  /** A certificate leaves the sovereign. */
  acknowledges(certificate: Certificate): void {
    const id = toHex(certificate.transition);
    this.#isThere(certificate);
    this.shows(certificate.checkpoint);
    const before = this.#acknowledged.get(id);
    if (before !== undefined) {
      const isSame =
        before.index === certificate.index &&
        before.treeSize === certificate.treeSize &&
        equalBytes(before.effects, certificate.effects) &&
        textOf(before.checkpoint) === textOf(certificate.checkpoint);
      demand(isSame, 'one answer for ever', () => `two certificates of ${id}`);
    }
    this.#acknowledged.set(id, certificate);
  }

  /** Everything that was ever acknowledged, and not given up, is on the disk, where it was. */
  recall(): void {
    for (const certificate of this.#acknowledged.values()) this.#isThere(certificate);
  }

  /** The ledger opens: never below what was shown, unless that was given up in public. */
  opens(size: number): void {
    const shown = Math.max(0, ...this.#shown.keys());
    demand(size >= shown, 'never below what was certified', () => {
      return `opens with ${size} entries, and ${shown} are certified`;
    });
  }

  /** An epoch goes on from the first `size` entries: whatever was said of more is over. */
  givesUpBeyond(size: number): void {
    for (const shown of this.#shown.keys()) if (shown > size) this.#shown.delete(shown);
    for (const [id, certificate] of this.#acknowledged) {
      if (certificate.treeSize <= size) continue;
      this.#acknowledged.delete(id);
      this.#givenUp.set(id, certificate);
    }
    this.#forgetSigned(size);
  }

  /** The log was brought forward to `size` entries. What was signed beyond, and never left the machine, died with it. */
  recovers(size: number): void {
    this.opens(size);
    this.#forgetSigned(size);
  }

  #forgetSigned(beyond: number): void {
    for (const size of this.#signed.keys()) if (size > beyond) this.#signed.delete(size);
  }

  #isThere({ index, transition }: Certificate): void {
    const entry = this.#image().entries[index];
    const isThere = entry !== undefined && entry.id !== null && equalBytes(entry.id, transition);
    demand(isThere, 'nothing acknowledged is lost', () => `${toHex(transition)} at ${index}`);
  }
}

/** A signed checkpoint's text without its signatures: one that a backup did not have is signed again, by the same log. */
function textOf(note: Uint8Array): string {
  const text = new TextDecoder().decode(note);
  return text.slice(0, text.indexOf('\n\n') + 1);
}
