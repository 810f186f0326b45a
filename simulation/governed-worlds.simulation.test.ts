import { expect, test } from 'vitest';
import { runGovernedSeeds } from './seeds.ts';

test.each([1, 7])(
  '6 worlds whose people change their rules keep every promise, from seed %d',
  async (first) => {
    const { broken, figures } = await runGovernedSeeds(first, 6);
    expect(broken).toEqual([]);
    // A world in which nothing is ever decided keeps every promise.
    expect(figures).toSatisfy(
      ({ ballots = 0, versions = 0, decided = 0, objected = 0, changedOver = 0 }) =>
        ballots > 40 && versions > 12 && decided > 400 && objected > 30 && changedOver > 40,
    );
  },
);
