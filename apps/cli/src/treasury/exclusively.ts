import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from '@tallystick/sovereign';
import { unreachable } from '../stop.ts';

/** As long as one issue may wait for its answer, and for the place of one that was refused. */
const PATIENCE_MS = 180_000;
const PAUSE_MS = 50;

/**
 * Runs work one after the other over all processes that name the same file. Two commands that signed after one head of a
 * treasury would fork it. Ends the command with `busy` when somebody else holds the file for too long.
 */
export function exclusivelyOn(path: string): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    const since = Date.now();
    let lock = tryLock(path);
    while (lock === undefined) {
      if (Date.now() - since > PATIENCE_MS) {
        throw unreachable(`Another command is at work on the same: it holds ${path}.`, 'busy');
      }
      await sleep(PAUSE_MS);
      lock = tryLock(path);
    }
    try {
      return await work();
    } finally {
      lock.release();
    }
  };
}
