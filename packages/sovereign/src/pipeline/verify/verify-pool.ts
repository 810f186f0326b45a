import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Task, newDispatch } from './dispatch.ts';
import { CLOSING, PUBLISHED, type Ring, WOKEN, controlWord, newRing } from './ring.ts';
import { type VerifyJob, fits } from './verify-job.ts';
import type { VerifyWorkerData } from './verify-worker.ts';

export interface VerifyPool {
  /** The threads, for whoever tests what happens when one ends. */
  readonly workers: readonly Worker[];
  /** Jobs submitted and not answered. */
  readonly waiting: number;
  /** Checks one signature on any core. `done` is called once, on this thread; never throws on hostile input. */
  submit(job: VerifyJob, done: (verified: boolean) => void): void;
  /** Ends the workers. Jobs that were not answered never are. */
  close(): Promise<void>;
}

export interface VerifyPoolOptions {
  /** Default: one for each core. */
  readonly workers?: number | undefined;
  /** A worker ended, which no input can cause: from now on this thread checks by itself, slowly, until a restart. */
  onFailure(error: Error): void;
}

/** Starts threads that check signatures, and the ring through which they get them. */
export async function verifyPool(options: VerifyPoolOptions): Promise<VerifyPool> {
  const ring = newRing();
  const { words } = ring;
  const dispatch = newDispatch(ring);
  const count = options.workers ?? availableParallelism();
  const workers = await Promise.all(Array.from({ length: count }, () => startWorker(ring)));
  let isAlone = false;
  let isClosed = false;

  async function listen(): Promise<void> {
    const word = controlWord(WOKEN);
    while (!isClosed && !isAlone) {
      const seen = Atomics.load(words, word);
      dispatch.deliver();
      const woken = Atomics.waitAsync(words, word, seen);
      if (woken.async) await woken.value;
    }
  }

  /** What the worker that ended had claimed is not known, so everything is taken back and checked here. */
  async function failOver(error: Error): Promise<void> {
    if (isClosed || isAlone) return;
    isAlone = true;
    options.onFailure(error);
    await endAll(workers);
    for (const task of dispatch.takeBack()) checkHere(task);
  }

  for (const worker of workers) {
    worker.on('error', (error) => void failOver(error as Error));
    worker.on('exit', (code) => void failOver(new Error(`a verify worker ended with ${code}`)));
  }
  void listen();

  return {
    workers,
    get waiting() {
      return dispatch.waiting;
    },
    submit(job, done) {
      if (!fits(job)) done(false);
      else if (isAlone) setImmediate(checkHere, { job, done });
      else dispatch.add({ job, done });
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      Atomics.store(words, controlWord(CLOSING), 1);
      Atomics.add(words, controlWord(PUBLISHED), 1); // ends a wait that is just beginning
      Atomics.notify(words, controlWord(PUBLISHED));
      Atomics.notify(words, controlWord(WOKEN));
      await endAll(workers);
    },
  };
}

function checkHere({ job, done }: Task): void {
  done(nodeCrypto.verify(job.key, job.message, job.signature, job.context));
}

async function endAll(workers: readonly Worker[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.terminate()));
}

function startWorker({ memory }: Ring): Promise<Worker> {
  const workerData: VerifyWorkerData = { memory };
  return new Promise((resolve, reject) => {
    const url = new URL('verify-worker.ts', import.meta.url);
    const worker = new Worker(url, { workerData, env: {} });
    worker.once('online', () => resolve(worker));
    worker.once('error', reject);
  });
}
