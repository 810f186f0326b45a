/** Messages that wait to be read, each of at most 262,144 bytes: 4 MiB. An exchange of two wallets has one under way. */
export const MAX_UNREAD = 16;

/** Messages that came and were not read; and who waits for one. */
export class Inbox {
  readonly #messages: Uint8Array[] = [];
  readonly #waiting: ((message: Uint8Array | null) => void)[] = [];
  #isOver = false;
  /** Tell those who bring messages that there is room again. */
  readonly #full: (() => void)[] = [];

  /** Resolves when there is room for another message: whoever brings them waits for that, and so does whoever sends them. */
  put(message: Uint8Array): Promise<void> {
    const next = this.#waiting.shift();
    if (next === undefined) this.#messages.push(message);
    else next(message);
    if (this.#isOver || this.#messages.length < MAX_UNREAD) return Promise.resolve();
    return new Promise((resolve) => this.#full.push(resolve));
  }

  #makeRoom(): void {
    for (const goOn of this.#full.splice(0)) goOn();
  }

  /** Nothing more comes: what came before can still be read. */
  end(): void {
    this.#isOver = true;
    this.#makeRoom();
    for (const give of this.#waiting.splice(0)) give(null);
  }

  take(signal?: AbortSignal): Promise<Uint8Array | null> {
    const message = this.#messages.shift();
    if (message !== undefined) {
      this.#makeRoom();
      return Promise.resolve(message);
    }
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
