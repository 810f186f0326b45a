import type { StateRoot } from '@tallystick/protocol';
import { RootComputation } from '../state/root.ts';
import type { LedgerState } from '../state/state.ts';

/** How many leaves are hashed for each entry of a batch, and for any batch at least. */
const LEAVES_PER_ENTRY = 2;
const LEAST_LEAVES = 32;
/** A heartbeat comes when nobody waits. */
const IDLE_LEAVES = 4096;

/**
 * Takes a state root every so many entries, in small steps after each batch. Where the state is so
 * large that one computation takes longer than the interval, the next begins when it is done.
 */
export class Rooting {
  readonly #every: number;
  /** The size at which the newest one began; after a restart one begins at once. */
  #startedAt = 0;
  #running: RootComputation | undefined;
  #ready: StateRoot | null = null;

  constructor(every: number) {
    this.#every = every;
  }

  /** The newest root that no header has named yet. */
  get ready(): StateRoot | null {
    return this.#ready;
  }

  /** A header has named the ready root. */
  named(): void {
    this.#ready = null;
  }

  /** Works on after a batch of `entries` entries, which ends the log at `size`. */
  advance(state: LedgerState, size: number, entries: number): void {
    if (this.#running === undefined) this.#startWhenDue(state, size);
    if (this.#running === undefined) return;
    const leaves = entries === 1 ? IDLE_LEAVES : Math.max(LEAST_LEAVES, entries * LEAVES_PER_ENTRY);
    const root = this.#running.advance(leaves);
    if (root === undefined) return;
    this.#ready = root;
    this.#running = undefined;
    state.rooting = null;
  }

  #startWhenDue(state: LedgerState, size: number): void {
    if (this.#every === 0 || size - this.#startedAt < this.#every) return;
    this.#startedAt = size;
    this.#running = new RootComputation(state, size);
    state.rooting = this.#running;
  }
}
