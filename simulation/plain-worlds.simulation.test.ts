import { expect, test } from 'vitest';
import { runSeeds } from './seeds.ts';

test.each([1, 26])('25 worlds from seed %d keep every promise', async (first) => {
  const { broken, transitions } = await runSeeds(first, 25);
  expect(broken).toEqual([]);
  expect(transitions).toBeGreaterThan(1_000);
});
