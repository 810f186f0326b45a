import type { MemoryImage } from '@tallystick/ledger';
import { type Certificate, equalBytes, parseCheckpoint, toHex } from '@tallystick/protocol';
import { demand, Violation } from './violation.ts';

/** Remembers everything that the sovereign has said, and holds it to it. */
export class Witness {
  readonly #acknowledged = new Map<string, Certificate>();
  readonly #signed = new Map<number, string>();
  readonly #image: () => MemoryImage;

  constructor(image: () => MemoryImage) {
    this.#image = image;
  }

  /** Transitions that somebody has a certificate of. */
  get acknowledged(): number {
    return this.#acknowledged.size;
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

  /** A certificate leaves the sovereign. */
  acknowledges(certificate: Certificate): void {
    const id = toHex(certificate.transition);
    this.#isThere(certificate);
    const before = this.#acknowledged.get(id);
    if (before !== undefined) {
      const isSame =
        before.index === certificate.index &&
        before.treeSize === certificate.treeSize &&
        equalBytes(before.effects, certificate.effects) &&
        equalBytes(before.checkpoint, certificate.checkpoint);
      demand(isSame, 'one answer for ever', () => `two certificates of ${id}`);
    }
    this.#acknowledged.set(id, certificate);
  }

  /** Everything that was ever acknowledged is on the disk, where it was. */
  recall(): void {
    for (const certificate of this.#acknowledged.values()) this.#isThere(certificate);
  }

  #isThere({ index, transition }: Certificate): void {
    const entry = this.#image().entries[index];
    const isThere = entry !== undefined && entry.id !== null && equalBytes(entry.id, transition);
    demand(isThere, 'nothing acknowledged is lost', () => `${toHex(transition)} at ${index}`);
  }
}
