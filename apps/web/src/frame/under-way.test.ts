import { expect, it } from 'vitest';
import { beginWork, workDone } from './under-way.ts';

it('waits until everything has ended, what began meanwhile too', async () => {
  await workDone();
  const [first, second] = [beginWork(), beginWork()];
  const told: string[] = [];
  const waited = workDone().then(() => told.push('done'));
  first();
  first();
  await Promise.resolve();
  expect(told).toEqual([]);
  second();
  const third = beginWork();
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual([]);
  third();
  await waited;
  expect(told).toEqual(['done']);
});
