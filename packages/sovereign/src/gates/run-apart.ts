import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { GatesJob } from './gates-worker.ts';

/** Work is bounded in steps: this is for a fault of ours, on the slowest of machines. */
const LONGEST_MS = 300_000;
const MOST_MEGABYTES = 2048;

/** Runs the gates in a thread of their own, and answers the report's bytes. Rejects when it ends before. */
export async function runApart(job: GatesJob, signal: AbortSignal): Promise<Uint8Array> {
  const worker = new Worker(new URL('gates-worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  const ended = new AbortController();
  worker.once('exit', () => ended.abort());
  const bound = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(LONGEST_MS)]);
  try {
    const [report] = (await once(worker, 'message', { signal: bound })) as [Uint8Array];
    return report;
  } finally {
    await worker.terminate();
  }
}
