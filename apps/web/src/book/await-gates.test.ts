import { expect, it } from 'vitest';
import { type GatesAnswer, awaitGates } from './await-gates.ts';

function gates(...answers: GatesAnswer<string>[]): () => Promise<GatesAnswer<string>> {
  return () => Promise.resolve(answers.shift() ?? { done: 'asked too often' });
}

const work = (before: number, runningMs: number): GatesAnswer<string> => ({
  work: { before, runningMs },
});

it('asks until the gates are done, and tells how far they are', async () => {
  const told: unknown[] = [];
  const ask = gates(work(1, 0), work(0, 2000), { done: 'passed' });
  const answer = await awaitGates(
    ask,
    (one) => told.push(one),
    () => false,
  );
  expect(answer).toEqual({ done: 'passed' });
  expect(told).toEqual([
    { before: 1, runningMs: 0 },
    { before: 0, runningMs: 2000 },
  ]);
});

it('stops once nobody waits any more, and gives what was done by then', async () => {
  const told: unknown[] = [];
  const tell = (one: unknown): void => void told.push(one);
  const stopped = gates(work(0, 1), { done: 'passed' });
  expect(await awaitGates(stopped, tell, () => true)).toBeNull();
  expect(told).toEqual([]);
  expect(await stopped()).toEqual({ done: 'passed' });
  expect(await awaitGates(gates({ done: 'failed' }), tell, () => true)).toEqual({ done: 'failed' });
});
