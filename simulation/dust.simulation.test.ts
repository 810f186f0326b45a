import { expect, test } from 'vitest';
import { CALM } from './engine/weather.ts';
import { run } from './run.ts';

test.each([1, 2, 3, 4])(
  'world %d, in which an outlaw does nothing but put dust for others and spoil it, keeps every promise',
  async (seed) => {
    const { violation, figures } = await run({ seed, steps: 2_500, weather: CALM, isDusty: true });
    expect(violation).toBeNull();
    expect(figures['transitions']).toBeGreaterThan(20);
  },
);
