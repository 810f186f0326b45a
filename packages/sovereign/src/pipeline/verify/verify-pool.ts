import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  ANSWERED,
  CLAIMED,
  CLOSING,
  EXPECTING,
  FREE,
  PENDING,
  PUBLISHED,
  SLEEPING,
  SLOTS,
  STATE,
  VERIFIED,
  controlWord,
  newRing,
  slotAt,
  slotWord,
} from './ring.ts';
import { type VerifyJob, fillSlot, fits } from './verify-job.ts';
import type { VerifyWorkerData } from './verify-worker.ts';

export interface VerifyPool {
  /** Checks one signature on any core. `done` is called later, on this thread; never throws on hostile input. */
  submit(job: VerifyJob, done: (verified: boolean) => void): void;
  /** Jobs submitted and not answered. */
  readonly waiting: number;
  /** Ends the workers. Jobs that were not answered never are. */
  close(): Promise<void>;
}

export interface VerifyPoolOptions {
  /** Default: one for each core. */
  readonly workers?: number | undefined;
  /** A worker died, which no input can cause: the node has to stop. */
  onFailure(error: Error): void;
}

/** 4,096 keys in each of two generations take at most 60 MB a worker. */
const KEYS_PER_WORKER = 4096;

/** Starts threads that check signatures, and the ring through which they get them. */
export async function verifyPool(options: VerifyPoolOptions): Promise<VerifyPool> {
  const ring = newRing();
  const { words } = ring;
  const data: VerifyWorkerData = { memory: ring.memory, keys: KEYS_PER_WORKER };
  const count = options.workers ?? availableParallelism();
  const workers = await Promise.all(Array.from({ length: count }, () => startWorker(data)));
  const callbacks: (((verified: boolean) => void) | undefined)[] = new Array(SLOTS).fill(undefined);
  const overflow: { job: VerifyJob; done: (verified: boolean) => void }[] = [];
  let overflowFrom = 0;
  let published = 0; // the next counter to fill
  let oldest = 0; // the oldest counter whose answer has not been delivered
  let isFlushing = false;
  let closed = false;

  function fill(job: VerifyJob, done: (verified: boolean) => void): void {
    callbacks[published & (SLOTS - 1)] = done;
    fillSlot(ring, published, job);
    published = (published + 1) | 0;
  }

  /** Delivers every answer that is there, and fills the places that become free. */
  function deliver(): void {
    const claimed = Atomics.load(words, controlWord(CLAIMED));
    for (let counter = oldest; counter !== claimed; counter = (counter + 1) | 0) {
      const word = slotWord(slotAt(counter), STATE);
      const state = Atomics.load(words, word);
      if (state === PENDING) continue;
      if (state !== FREE) {
        words[word] = FREE;
        const index = counter & (SLOTS - 1);
        const done = callbacks[index];
        callbacks[index] = undefined;
        done?.(state === VERIFIED);
      }
      if (counter === oldest) oldest = (oldest + 1) | 0;
    }
    if (overflowFrom === overflow.length) return;
    while (overflowFrom < overflow.length && ((published - oldest) | 0) < SLOTS) {
      const next = overflow[overflowFrom] as (typeof overflow)[number];
      overflowFrom += 1;
      fill(next.job, next.done);
    }
    overflow.splice(0, overflowFrom);
    overflowFrom = 0;
    flush();
  }

  /** Once for everything that this turn of the event loop submits: waking a worker is a system call. */
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

  async function listen(): Promise<void> {
    const word = controlWord(ANSWERED);
    while (!closed) {
      // Whoever answers after this has seen that it is expected, or `deliver` sees the answer.
      const seen = Atomics.load(words, word);
      Atomics.store(words, controlWord(EXPECTING), 1);
      deliver();
      const answered = Atomics.waitAsync(words, word, seen);
      if (answered.async) await answered.value;
    }
  }

  for (const worker of workers) {
    worker.on('error', (error) => options.onFailure(error as Error));
    worker.on('exit', (code) => {
      if (!closed) options.onFailure(new Error(`a verify worker ended with ${code}`));
    });
  }
  listen().catch((error: unknown) => options.onFailure(error as Error));

  return {
    submit(job, done) {
      flushSoon();
      if (!fits(job)) done(false);
      else if (((published - oldest) | 0) < SLOTS) fill(job, done);
      else overflow.push({ job, done });
    },
    get waiting() {
      return ((published - oldest) | 0) + overflow.length - overflowFrom;
    },
    async close() {
      if (closed) return;
      closed = true;
      Atomics.store(words, controlWord(CLOSING), 1);
      const published = controlWord(PUBLISHED);
      Atomics.add(words, published, 1); // ends a wait that is just beginning
      Atomics.notify(words, published);
      Atomics.notify(words, controlWord(ANSWERED));
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function startWorker(data: VerifyWorkerData): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('verify-worker.ts', import.meta.url), {
      workerData: data,
      env: {},
    });
    worker.once('online', () => resolve(worker));
    worker.once('error', reject);
  });
}
