import { type Outcome, done, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { type Stoppable, stopRun } from './stop-run.ts';

it('a stream whose stop failed is still there, and is stopped once that is stored', async () => {
  const wallet = {};
  const full = failed('unreachable', 'storage-failed', 'The disk is full.');
  const answers: Outcome<null>[] = [full, done(null)];
  const told: boolean[] = [];
  const close = (): Promise<Outcome<null>> => {
    told.push(run.isStopping);
    return Promise.resolve(answers.shift()!);
  };
  const run: Stoppable = { client: { close }, asking: null, isStopping: false };
  const running = new WeakMap([[wallet, run]]);
  expect(await stopRun(running, wallet)).toEqual(full);
  expect(running.get(wallet)).toBe(run);
  expect(run.isStopping).toBe(false);
  expect(await stopRun(running, wallet)).toEqual(done(null));
  expect(running.has(wallet)).toBe(false);
  expect(await stopRun(running, wallet)).toEqual(done(null));
  expect(told).toEqual([true, true]);
});
