import type { CurrentRulebook } from '@tallystick/ledger';
import { equalBytes } from '@tallystick/protocol';
import { encodeSource, noObjection } from '@tallystick/rules';
import { giveFrame } from './messages.ts';
import { NewestTwo } from './newest-two.ts';

/** What one ring has been given, as far as its node knows. */
export class GivenRulebooks {
  readonly #given = new NewestTwo<true>();
  /** Numbers of those that the ring has not taken yet. */
  readonly #taking = new Set<number>();

  /** Whether the ring compiles: what it was asked meanwhile waits for that. */
  get isTaking(): boolean {
    return this.#taking.size > 0;
  }

  /**
   * What to send before a question about this rulebook; undefined where the ring has it, or where
   * there is nothing to give. Throws `RangeError` when it is too large.
   */
  frameFor({ source, rulebook }: CurrentRulebook, id: number): Uint8Array | undefined {
    const { hash } = rulebook;
    if (source === null || equalBytes(hash, noObjection.hash)) return undefined;
    if (this.#given.get(hash) === true) return undefined;
    const frame = giveFrame(id, hash, encodeSource(source));
    this.#given.keep(hash, true);
    this.#taking.add(id);
    return frame;
  }

  /** False when nothing of that number was given. */
  taken(id: number): boolean {
    return this.#taking.delete(id);
  }
}
