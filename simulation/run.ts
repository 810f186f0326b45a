// Wallets load this with its first use, which takes real time, and time here is virtual.
import '../packages/wallet/src/core/holds/door.ts';
import '../packages/wallet/src/core/offline/door.ts';
import '../packages/wallet/src/core/offline/stream/door.ts';
import { betray } from './betray.ts';
import { heal } from './heal.ts';
import { Violation } from './check/violation.ts';
import { GovernedWorld } from './governed/governed-world.ts';
import { settle as settleGoverned } from './governed/settle.ts';
import { type OfflineOptions, OfflineWorld } from './offline/offline-world.ts';
import { settle } from './offline/settle.ts';
import { type RulesOptions, RulesWorld } from './rules/rules-world.ts';
import { settle as settleRules } from './rules/settle.ts';
import type { Stage, StageOptions } from './stage.ts';
import { settle as settleWaiting } from './waiting/settle.ts';
import { type WaitingOptions, WaitingWorld } from './waiting/waiting-world.ts';
import { World, type WorldOptions } from './world.ts';

interface Steps {
  /** Events in bad weather, before everything heals. */
  readonly steps: number;
}

export type RunOptions = WorldOptions & Steps;
export type OfflineRunOptions = OfflineOptions & Steps;
export type WaitingRunOptions = WaitingOptions & Steps;
export type RulesRunOptions = RulesOptions & Steps;
export type GovernedRunOptions = StageOptions & Steps;

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
export async function run({ steps, ...options }: RunOptions): Promise<Run> {
  const world = new World(options);
  return await play(options.seed, world, async () => {
    await world.found();
    world.begin();
    await world.run(steps);
    await heal(world);
    const [victim] = world.people;
    if (victim !== undefined) await betray(world, victim);
    return world.figures();
  });
}

/** The same of a world of days, in which people pay each other without the sovereign. */
export async function runOffline({ steps, ...options }: OfflineRunOptions): Promise<Run> {
  const world = new OfflineWorld(options);
  return await play(options.seed, world, async () => {
    await world.found();
    world.begin();
    await world.run(steps);
    return await settle(world);
  });
}

/** The same of a world in which value waits: for a tick, a word, a time, a period. */
export async function runWaiting({ steps, ...options }: WaitingRunOptions): Promise<Run> {
  const world = new WaitingWorld(options);
  return await play(options.seed, world, async () => {
    await world.found();
    world.begin();
    await world.run(steps);
    return await settleWaiting(world);
  });
}

/** The same of a world in which rules decide, and change, while everybody wants the last of a limit. */
export async function runRules({ steps, ...options }: RulesRunOptions): Promise<Run> {
  const world = new RulesWorld(options);
  return await play(options.seed, world, async () => {
    await world.found();
    world.begin();
    await world.live(steps);
    return await settleRules(world);
  });
}

/** The same of a world whose people change its rules while they live under them. */
export async function runGoverned({ steps, ...options }: GovernedRunOptions): Promise<Run> {
  const world = new GovernedWorld(options);
  return await play(options.seed, world, async () => {
    await world.found();
    world.begin();
    await world.live(steps);
    return await settleGoverned(world);
  });
}

async function play(
  seed: number,
  world: Stage & { figures(): Record<string, number> },
  live: () => Promise<Record<string, number>>,
): Promise<Run> {
  let figures: Run['figures'] | undefined;
  let violation: Run['violation'] = null;
  try {
    figures = await live();
  } catch (error) {
    violation = explain(error);
  }
  const { steps, trace } = world;
  return { seed, steps, hash: trace.digest(), violation, figures: figures ?? world.figures() };
}

function explain(error: unknown): { rule: string; detail: string } {
  if (error instanceof Violation) return { rule: error.rule, detail: error.message };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { rule: 'nothing throws', detail };
}
