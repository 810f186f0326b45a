import { expect, test } from 'vitest';
import { runRulesSeeds } from './seeds.ts';

test.each([1, 11])(
  '10 worlds under rules that change keep every promise, from seed %d',
  async (first) => {
    const { broken, figures } = await runRulesSeeds(first, 10);
    expect(broken).toEqual([]);
    // A world in which nobody comes near a limit keeps every promise.
    expect(figures).toSatisfy(
      ({ decided = 0, objected = 0, undecided = 0 }) =>
        decided > 700 && objected > 700 && undecided > 0,
    );
  },
);
