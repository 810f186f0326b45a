import type { HoldBook } from '../check/hold-book.ts';
import type { Random } from '../engine/random.ts';
import type { Stage } from '../stage.ts';
import { HOUR_MS } from './climate.ts';
import type { Inhabitant } from './inhabitant.ts';

/** Between what is tried at the edge of a window, and the edge. */
const EDGE_MS = 5_000;

/** When a hold's windows end, and who comes then. */
interface Edges<P> {
  readonly endsOf: (hold: HoldBook) => Iterable<number>;
  readonly isFor: (one: P, hold: HoldBook) => boolean;
  /** How often somebody does not come. */
  readonly idle: number;
}

/** Whoever has something in a hold looks after it when a window ends: a little before, and a little after. */
export class Rush<P extends Inhabitant> {
  readonly #stage: Stage & { readonly people: readonly P[] };
  readonly #random: Random;
  readonly #edges: Edges<P>;
  readonly #seen = new Set<string>();

  constructor(stage: Stage & { readonly people: readonly P[] }, random: Random, edges: Edges<P>) {
    this.#stage = stage;
    this.#random = random;
    this.#edges = edges;
  }

  /** Everybody who comes within the next hour is sent for. */
  look(): void {
    const { books } = this.#stage;
    if (books.header === undefined) return;
    const { time, closedMs } = books.header;
    for (const [name, hold] of books.holds) {
      for (const end of this.#edges.endsOf(hold)) {
        const inMs = end + closedMs - hold.closedMs - time;
        if (inMs > HOUR_MS || inMs < 0 || this.#seen.has(`${name} ${end}`)) continue;
        this.#seen.add(`${name} ${end}`);
        this.#send(hold, inMs);
      }
    }
  }

  #send(hold: HoldBook, inMs: number): void {
    const { people, scheduler } = this.#stage;
    const { isFor, idle } = this.#edges;
    for (const one of people) {
      if (!isFor(one, hold) || this.#random.chance(idle)) continue;
      const at = Math.max(0, inMs + this.#random.between(-EDGE_MS, EDGE_MS));
      scheduler.after(at, () => one.hurry());
    }
  }
}
