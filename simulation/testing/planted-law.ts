import { CALM, type Weather } from '../engine/weather.ts';
import type { Run } from '../run.ts';
import { type Plant, findPlanted } from './planted.ts';

const STEPS = 12_000;
/** Everything comes in time that is sent in time. */
const WEATHER: Weather = { ...CALM, slowestMs: 200, doubled: 0.05 };
/** Each lives for an afternoon. */
const MOST_SEEDS = 6;

/** What worlds with votes and offices break first, with a fault in them; null where they keep every promise. */
export async function findInLaw(plant: Plant): Promise<Run['violation']> {
  const { seams = {} } = plant;
  return await findPlanted(
    plant,
    ({ runGoverned }, seed) => runGoverned({ seed, steps: STEPS, seams, weather: WEATHER }),
    MOST_SEEDS,
  );
}
