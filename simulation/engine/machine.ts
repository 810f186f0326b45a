import type { Scheduler } from './scheduler.ts';

/**
 * Something that can stop at any moment and be started again. Whatever waits on it when it stops waits
 * for ever: to the program the stop is between two of its steps.
 */
export class Machine {
  readonly #scheduler: Scheduler;
  #life = 0;
  #isUp = false;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Counts the starts: what belongs to an earlier life is not answered any more. */
  get life(): number {
    return this.#life;
  }

  start(): void {
    this.#life += 1;
    this.#isUp = true;
  }

  stop(): void {
    this.#life += 1;
    this.#isUp = false;
  }

  /** Runs `then` in `ms`, unless the machine has stopped by then. */
  after(ms: number, then: () => void): void {
    const life = this.#life;
    this.#scheduler.after(ms, () => {
      if (this.#life === life) then();
    });
  }

  /** Resolves in `ms`, or never. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  /**
   * Runs what a program asks for in the life that it was started in. A program that somebody still holds
   * on to after the machine has stopped does nothing more, and is not answered.
   */
  inThisLife(): <T>(work: () => Promise<T>) => Promise<T> {
    const life = this.#life;
    return (work) => (this.#life === life ? work() : new Promise(() => {}));
  }
}
