import {
  CLAIMED,
  FREE,
  PENDING,
  PUBLISHED,
  type Ring,
  SLEEPING,
  SLOTS,
  STATE,
  VERIFIED,
  controlWord,
  slotAt,
  slotWord,
} from './ring.ts';
import { type VerifyJob, fillSlot } from './verify-job.ts';

/** A job, and whom to tell. */
export interface Task {
  readonly job: VerifyJob;
  readonly done: (verified: boolean) => void;
}

/** The main thread's side of the ring: hands jobs out in order, and tells the answers as they come. */
export interface Dispatch {
  /** Tasks that have no answer yet. */
  readonly waiting: number;
  add(task: Task): void;
  /** Tells every answer that is there, and fills the places that become free. */
  deliver(): void;
  /** Takes back whatever has no answer; nobody works on the ring any more. */
  takeBack(): Task[];
}

export function newDispatch(ring: Ring): Dispatch {
  const { words } = ring;
  const tasks: (Task | undefined)[] = Array.from({ length: SLOTS });
  const overflow: Task[] = [];
  let overflowFrom = 0;
  let published = 0; // the next counter to fill
  let oldest = 0; // the oldest counter whose answer has not been told
  let isFlushing = false;

  function fill(task: Task): void {
    tasks[published & (SLOTS - 1)] = task;
    fillSlot(ring, published, task.job);
    published = (published + 1) | 0;
  }

  function hasRoom(): boolean {
    return ((published - oldest) | 0) < SLOTS;
  }

  function tell(): void {
    // Only what has been claimed can have an answer.
    const claimed = Atomics.load(words, controlWord(CLAIMED));
    for (let counter = oldest; counter !== claimed; counter = (counter + 1) | 0) {
      const word = slotWord(slotAt(counter), STATE);
      const state = Atomics.load(words, word);
      if (state === PENDING) continue;
      if (state !== FREE) {
        words[word] = FREE;
        const index = counter & (SLOTS - 1);
        const task = tasks[index];
        tasks[index] = undefined;
        task?.done(state === VERIFIED);
      }
      if (counter === oldest) oldest = (oldest + 1) | 0;
    }
  }

  function refill(): void {
    if (overflowFrom === overflow.length) return;
    for (; overflowFrom < overflow.length && hasRoom(); overflowFrom += 1) {
      fill(overflow[overflowFrom] as Task);
    }
    overflow.splice(0, overflowFrom);
    overflowFrom = 0;
    flush();
  }

  /** Once for everything that this turn of the event loop adds: waking a worker is a system call. */
  function flushSoon(): void {
    if (isFlushing) return;
    isFlushing = true;
    setImmediate(flush);
  }

  function flush(): void {
    isFlushing = false;
    const word = controlWord(PUBLISHED);
    if (Atomics.load(words, word) === published) return;
    Atomics.store(words, word, published);
    if (Atomics.load(words, controlWord(SLEEPING)) > 0) Atomics.notify(words, word);
  }

  return {
    get waiting() {
      return ((published - oldest) | 0) + overflow.length - overflowFrom;
    },
    add(task) {
      if (hasRoom()) fill(task);
      else overflow.push(task);
      flushSoon();
    },
    deliver() {
      tell();
      refill();
    },
    takeBack() {
      tell();
      const left = [...tasks, ...overflow.splice(0).slice(overflowFrom)];
      tasks.fill(undefined);
      oldest = published;
      overflowFrom = 0;
      return left.filter((task) => task !== undefined);
    },
  };
}
