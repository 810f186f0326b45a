import { expect, test } from 'vitest';
import { runGovernedSeeds } from './seeds.ts';

test.each([1, 5])(
  '4 worlds whose people change their rules keep every promise, from seed %d',
  async (first) => {
    const { broken, figures } = await runGovernedSeeds(first, 4);
    expect(broken).toEqual([]);
    // A world in which nothing is ever decided, published, appealed from or paused keeps every promise.
    expect(figures).toSatisfy((found: Record<string, number>) =>
      Object.entries(LEAST).every(([name, least]) => (found[name] ?? 0) > least),
    );
  },
);

const LEAST = {
  ballots: 25,
  versions: 20,
  decided: 250,
  objected: 100,
  changedOver: 40,
  figures: 30,
  appeals: 40,
  exempted: 10,
  announced: 80,
  taken: 150,
  paused: 20,
};
