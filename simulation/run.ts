// Wallets load this with its first use, which takes real time, and time here is virtual.
import '../packages/wallet/src/core/offline/door.ts';
import { betray } from './betray.ts';
import { heal } from './heal.ts';
import { Violation } from './check/violation.ts';
import type { StageOptions } from './stage.ts';
import { World } from './world.ts';

export interface RunOptions extends StageOptions {
  /** Events in bad weather, before everything heals. */
  readonly steps: number;
}

/** What became of one world. */
export interface Run {
  readonly seed: number;
  /** Events in all. */
  readonly steps: number;
  /** BLAKE3 of the whole trace, in hexadecimal: the same for the same seed and steps. */
  readonly hash: string;
  /** The promise that was broken, or what else went wrong; null when nothing did. */
  readonly violation: { readonly rule: string; readonly detail: string } | null;
  readonly figures: Readonly<Record<string, number>>;
}

/** Founds a world, lets it live through its weather, heals it, and compares everything. */
export async function run(options: RunOptions): Promise<Run> {
  const world = new World(options);
  let violation: Run['violation'] = null;
  try {
    await world.found();
    world.begin();
    await world.run(options.steps);
    await heal(world);
    const [victim] = world.people;
    if (victim !== undefined) await betray(world, victim);
  } catch (error) {
    violation = explain(error);
  }
  return {
    seed: options.seed,
    steps: world.steps,
    hash: world.trace.digest(),
    violation,
    figures: world.figures(),
  };
}

function explain(error: unknown): { rule: string; detail: string } {
  if (error instanceof Violation) return { rule: error.rule, detail: error.message };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { rule: 'nothing throws', detail };
}
