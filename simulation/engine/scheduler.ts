import { setImmediate as turn } from 'node:timers/promises';

interface Event {
  readonly at: number;
  /** Events of one time happen in the order in which they were asked for. */
  readonly order: number;
  readonly run: () => void;
}

/**
 * Virtual time. Nothing happens but events, one after the other; everything that an event lets go on
 * runs to where it waits again before the next one. So the same events give the same run.
 */
export class Scheduler {
  #now = 0;
  #asked = 0;
  readonly #heap: Event[] = [];

  /** Milliseconds since the world began. */
  get now(): number {
    return this.#now;
  }

  /** Events that are still to come. */
  get waiting(): number {
    return this.#heap.length;
  }

  /** Runs `run` in `ms` from now. */
  after(ms: number, run: () => void): void {
    const event = { at: this.#now + Math.max(0, ms), order: this.#asked++, run };
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, heap[parent] as Event)) break;
      heap[at] = heap[parent] as Event;
      at = parent;
    }
    heap[at] = event;
  }

  /** The next event, and all that follows from it without waiting. False when there is none. */
  async step(): Promise<boolean> {
    const event = this.#take();
    if (event === undefined) return false;
    this.#now = event.at;
    event.run();
    // A turn of the event loop begins only when no promise has anything left to do.
    await turn();
    return true;
  }

  #take(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, heap[child] as Event)) child++;
      if (!isBefore(heap[child] as Event, last)) break;
      heap[at] = heap[child] as Event;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}
