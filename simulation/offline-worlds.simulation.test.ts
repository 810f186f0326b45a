import { expect, test } from 'vitest';
import { CALM } from './engine/weather.ts';
import { type Climate, DAY_MS, HOUR_MS } from './offline/climate.ts';
import { runOfflineSeeds } from './seeds.ts';

test.each([1, 11])('10 worlds of days from seed %d keep every promise', async (first) => {
  const { broken, accepted } = await runOfflineSeeds(first, 10);
  expect(broken).toEqual([]);
  expect(accepted).toBeGreaterThan(40);
});

/** Nothing but a thief, whose copies each give the whole of one allowance to somebody else. */
const RAID: Climate = {
  cuts: 0,
  longestCutMs: DAY_MS,
  closures: 0,
  longestClosureMs: DAY_MS,
  wrongClockMs: 0,
  clockSteps: 0,
  lostFiles: 0,
  doubledFiles: 0,
  slowestFileMs: HOUR_MS,
  crashes: 0,
  putBacks: 0,
  vanishings: 0,
  clones: 3,
  accomplices: 1,
  greed: 1,
  lies: false,
  covers: 0,
};

test.each<[string, Partial<Climate>]>([
  ['copies that fork do', {}],
  ['copies that lie on one chain do', { lies: true }],
])('the worst that %s is what the bound says, to the last unit', async (_, more) => {
  const climate = { ...RAID, ...more };
  const { broken, losses } = await runOfflineSeeds(1, 4, { weather: CALM, climate });
  expect(broken).toEqual([]);
  const met = losses.filter(({ lost, bound }) => bound > 0 && lost === bound);
  expect(met.length).toBeGreaterThan(0);
});

test('the bound with cover is met to the last unit, too', async () => {
  const climate = { ...RAID, accomplices: 0, covers: 1 };
  const { broken, losses } = await runOfflineSeeds(2, 2, { weather: CALM, climate });
  expect(broken).toEqual([]);
  const met = losses.filter(({ lost, bound, cover }) => cover > 0 && bound > 0 && lost === bound);
  expect(met.length).toBeGreaterThan(0);
});
