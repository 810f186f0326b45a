import { noObjection } from '@tallystick/rules';
import { replayLog } from '../check/replay-log.ts';
import { MINUTE_MS } from './charter.ts';
import type { GovernedWorld } from './governed-world.ts';

/** After the storm everything that was proposed comes to its end, and the whole log is replayed. */
export async function settle(world: GovernedWorld): Promise<Record<string, number>> {
  world.calm();
  await world.runFor(60 * MINUTE_MS);
  await replayLog(world, noObjection);
  return world.figures();
}
