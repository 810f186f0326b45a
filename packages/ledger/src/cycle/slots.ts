/** A bounded number of batches under way; whoever waits is let in in the order of asking. */
export class Slots {
  readonly #most: number;
  readonly #queue: (() => void)[] = [];
  readonly #idle: (() => void)[] = [];
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Takes a slot at once (undefined), or when the promise resolves. */
  enter(): Promise<void> | undefined {
    if (this.#taken < this.#most) {
      this.#taken += 1;
      return undefined;
    }
    return new Promise((resolve) => this.#queue.push(resolve));
  }

  /** Gives a slot back; it passes straight to the first that waits, so that nobody overtakes. */
  leave(): void {
    const next = this.#queue.shift();
    if (next !== undefined) return next();
    this.#taken -= 1;
    if (this.#taken === 0) for (const resolve of this.#idle.splice(0)) resolve();
    return undefined;
  }

  /** Resolves when no slot is taken. */
  idle(): Promise<void> {
    if (this.#taken === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }
}
