import { expect, test } from 'vitest';
import { newLogger } from '../observe/log.ts';
import type { Core } from './core.ts';
import { keepCore } from './keep-core.ts';

const log = newLogger('silent');

/** A core that only knows its number, and whether it has been closed. */
function openCore(number: number, closed: number[]): Core {
  const core = { ledger: { size: number }, close: async () => void closed.push(number) };
  return core as unknown as Core;
}

test('a core that fails is closed, and another is opened as soon as that is possible', async () => {
  const closed: number[] = [];
  const failures: ((error: Error) => void)[] = [];
  let opened = 0;
  let isDiskFull = false;
  const keeper = await keepCore({
    log,
    open: async (onFailure) => {
      await Promise.resolve();
      if (isDiskFull) throw new Error('no space left');
      failures.push(onFailure);
      opened += 1;
      return openCore(opened, closed);
    },
  });
  expect([keeper.core.ledger.size, keeper.hasFailed]).toEqual([1, false]);
  isDiskFull = true;
  failures[0]?.(new Error('no space left'));
  expect(keeper.hasFailed).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([keeper.hasFailed, closed]).toEqual([true, [1]]);
  isDiskFull = false;
  for (let i = 0; i < 200 && keeper.hasFailed; i += 1) await new Promise((r) => setTimeout(r, 10));
  expect([keeper.core.ledger.size, keeper.hasFailed]).toEqual([2, false]);
  await keeper.close();
  expect(closed).toEqual([1, 2]);
});

test('closing ends the attempts to open again', async () => {
  const closed: number[] = [];
  let opened = 0;
  let fail = (_error: Error): void => {};
  const keeper = await keepCore({
    log,
    open: async (onFailure) => {
      await Promise.resolve();
      opened += 1;
      if (opened > 1) throw new Error('no space left');
      fail = onFailure;
      return openCore(opened, closed);
    },
  });
  fail(new Error('no space left'));
  const startedAt = performance.now();
  await keeper.close();
  expect(performance.now() - startedAt).toBeLessThan(2000);
  const attempts = opened;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([opened, closed]).toEqual([attempts, [1]]);
});
