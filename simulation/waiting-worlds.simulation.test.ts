import { expect, test } from 'vitest';
import { runWaitingSeeds } from './seeds.ts';

test.each([1, 11])(
  '10 worlds in which value waits keep every promise, from seed %d',
  async (first) => {
    const { broken, figures } = await runWaitingSeeds(first, 10);
    expect(broken).toEqual([]);
    // A world in which nothing is paid keeps every promise.
    expect(figures).toSatisfy(
      ({ streamed = 0, met = 0, periods = 0, returned = 0, swaps = 0, edges = 0 }) =>
        streamed > 20 && met > 40 && periods > 40 && returned > 40 && swaps > 3 && edges > 100,
    );
  },
);
