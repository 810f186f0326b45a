import { Worker } from 'node:worker_threads';
import { StoreError, type StoreErrorCode } from '../store.ts';
import { newBuffers } from './buffers.ts';
import type { FromWriter, ToWriter, WriterSettings } from './writer-thread.ts';

/** The calling thread's end of the writer. */
export interface Writer {
  /** Throws what every commit will fail with, once one has failed. */
  assertWorking(): void;
  /** A buffer of at least so many bytes, for the next work. */
  readonly bufferOf: (bytes: number) => ArrayBuffer;
  /** Resolves when the work is durable, in the order of the calls. Takes the buffer over. */
  commit(work: ArrayBuffer): Promise<void>;
  /** Resolves when all work is done and the database is closed. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: StoreError) => void;
}

/** Starts the thread; rejects when it cannot open the database for writing. */
export async function startWriter(settings: WriterSettings): Promise<Writer> {
  const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
    workerData: settings,
    name: 'ledger-writer',
    // The connection's settings are its own: nothing of the process's flags concerns it.
    execArgv: [],
  });
  const waiting: Waiting[] = [];
  const buffers = newBuffers();
  let failure: StoreError | undefined;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  function fail(code: StoreErrorCode, message: string): void {
    const first = failure ?? new StoreError(code, message);
    failure = new StoreError('failed', 'an earlier commit failed: open the store again', {
      cause: first,
    });
    const [next, ...later] = waiting.splice(0);
    next?.reject(first);
    for (const { reject } of later) reject(failure);
  }

  worker.on('error', (error) => fail('io', `the writer has stopped: ${String(error)}`));
  worker.on('exit', () => fail('closed', 'the writer has ended'));
  await new Promise<void>((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.once('message', () => waiting.shift()?.resolve());
  });
  worker.on('message', (answer: FromWriter) => {
    if (typeof answer === 'string') return;
    if ('done' in answer) {
      for (const buffer of answer.done) buffers.give(buffer);
      for (const { resolve } of waiting.splice(0, answer.done.length)) resolve();
    } else fail(answer.code, answer.message);
    // A process that waits for nothing else may end.
    if (waiting.length === 0) worker.unref();
  });
  worker.unref();

  return {
    bufferOf: buffers.take,
    assertWorking() {
      if (failure !== undefined) throw failure;
    },
    commit(work) {
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.ref();
        worker.postMessage(work satisfies ToWriter, [work]);
      });
    },
    close() {
      worker.ref();
      worker.postMessage('close' satisfies ToWriter);
      return exited;
    },
  };
}
