/** What was kept for the state of this sequence. */
export interface Kept<T> {
  readonly sequence: number;
  readonly value: T;
}

/**
 * Checkpoints of a chain: of all that is offered in order of sequence, what belongs to states 0, k, 2k, … is kept. Reading
 * state m starts from the highest kept one not above m and walks forward at most k − 1 states.
 */
export class SparseIndex<T> {
  readonly every: number;
  readonly #kept: Kept<T>[] = [];

  /** `every`: k, at least 1. */
  constructor(every: number) {
    if (!Number.isSafeInteger(every) || every < 1)
      throw new RangeError(`not an interval: ${every}`);
    this.every = every;
  }

  get size(): number {
    return this.#kept.length;
  }

  /** Keeps `value` when `sequence` is a multiple of k; sequences rise. Answers whether it was kept. */
  offer(sequence: number, value: T): boolean {
    if (sequence % this.every !== 0) return false;
    const last = this.#kept.at(-1);
    if (last !== undefined && sequence <= last.sequence) {
      throw new RangeError(`sequence ${sequence} after ${last.sequence}`);
    }
    this.#kept.push({ sequence, value });
    return true;
  }

  /** Where reading state `sequence` starts: the highest kept not above it. */
  startFor(sequence: number): Kept<T> | undefined {
    let low = 0;
    let high = this.#kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#kept[middle] as Kept<T>).sequence <= sequence) low = middle + 1;
      else high = middle;
    }
    return this.#kept[low - 1];
  }

  /** State `sequence`: from the nearest kept one, one `step` forward at a time. */
  read(sequence: number, step: (value: T, nextSequence: number) => T | undefined): T | undefined {
    const start = this.startFor(sequence);
    let value = start?.value;
    for (
      let at = (start?.sequence ?? sequence) + 1;
      at <= sequence && value !== undefined;
      at += 1
    ) {
      value = step(value, at);
    }
    return value;
  }
}
