import { type Hash, toHex } from '@tallystick/protocol';

/** Two rulebooks are alive at a change-over; whatever was before is not asked about any more. */
const KEPT = 2;

/**
 * What was given last, by the hash of a rulebook. The node and the ring keep by one rule, so that the
 * node knows what the ring still has.
 */
export class NewestTwo<T> {
  readonly #kept = new Map<string, T>();

  get(rulebook: Hash): T | undefined {
    return this.#kept.get(toHex(rulebook));
  }

  keep(rulebook: Hash, value: T): void {
    const key = toHex(rulebook);
    this.#kept.delete(key);
    this.#kept.set(key, value);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
