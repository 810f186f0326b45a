import { expect, test } from 'vitest';
import { CALM } from './engine/weather.ts';
import { run } from './run.ts';

test.each([1, 2, 3, 4, 5, 6])(
  'world %d, in which an outlaw does nothing but put dust for others, keeps every promise, and hardly ever is a place taken',
  async (seed) => {
    const { violation, figures } = await run({ seed, steps: 2_500, weather: CALM, isDusty: true });
    expect(violation).toBeNull();
    const { syncs = 0, waits = 0 } = figures;
    expect(syncs).toBeGreaterThan(5);
    expect(waits).toBeLessThan(syncs / 3);
  },
);
