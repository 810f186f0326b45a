/** Messages that came and were not read; and who waits for one. */
export class Inbox {
  readonly #messages: Uint8Array[] = [];
  readonly #waiting: ((message: Uint8Array | null) => void)[] = [];
  #isOver = false;

  put(message: Uint8Array): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#messages.push(message);
    else next(message);
  }

  /** Nothing more comes: what came before can still be read. */
  end(): void {
    this.#isOver = true;
    for (const give of this.#waiting.splice(0)) give(null);
  }

  take(signal?: AbortSignal): Promise<Uint8Array | null> {
    const message = this.#messages.shift();
    if (message !== undefined) return Promise.resolve(message);
    if (this.#isOver || signal?.aborted === true) return Promise.resolve(null);
    return new Promise((resolve) => {
      const give = (given: Uint8Array | null): void => {
        signal?.removeEventListener('abort', leave);
        resolve(given);
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(give), 1);
        resolve(null);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(give);
    });
  }
}
