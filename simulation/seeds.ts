import {
  type OfflineRunOptions,
  type Run,
  run,
  runGoverned,
  runOffline,
  runRules,
  runWaiting,
} from './run.ts';

/** Events of each world in the tests. */
const STEPS = 1_500;
const OFFLINE_STEPS = 2_500;
const WAITING_STEPS = 4_000;
const RULES_STEPS = 4_000;
const GOVERNED_STEPS = 12_000;

/** Runs `count` worlds from a seed on; what went wrong, by seed. */
export async function runSeeds(
  first: number,
  count: number,
): Promise<{ broken: string[]; transitions: number }> {
  const broken: string[] = [];
  let transitions = 0;
  for (let seed = first; seed < first + count; seed++) {
    const { violation, figures } = await run({ seed, steps: STEPS });
    if (violation !== null) broken.push(`seed ${seed}: ${violation.detail}`);
    transitions += figures['transitions'] ?? 0;
  }
  return { broken, transitions };
}

/** The same of worlds of days: how many acts were accepted, and of each world's worst allowance what was lost, in hundredths. */
export async function runOfflineSeeds(
  first: number,
  count: number,
  under: Pick<OfflineRunOptions, 'weather' | 'climate'> = {},
): Promise<{
  broken: string[];
  accepted: number;
  losses: { lost: number; bound: number; cover: number }[];
}> {
  const broken: string[] = [];
  const losses: { lost: number; bound: number; cover: number }[] = [];
  let accepted = 0;
  for (let seed = first; seed < first + count; seed++) {
    const { violation, figures } = await runOffline({ seed, steps: OFFLINE_STEPS, ...under });
    if (violation !== null) broken.push(`seed ${seed}: ${violation.detail}`);
    accepted += figures['accepted'] ?? 0;
    const { lost = 0, bound = 0, cover = 0 } = figures;
    losses.push({ lost, bound, cover });
  }
  return { broken, accepted, losses };
}

/** The same of worlds in which value waits, with what happened in them, added up. */
export async function runWaitingSeeds(
  first: number,
  count: number,
): Promise<{ broken: string[]; figures: Record<string, number> }> {
  return await addUp(first, count, (seed) => runWaiting({ seed, steps: WAITING_STEPS }));
}

/** The same of worlds under rules that change. */
export async function runRulesSeeds(
  first: number,
  count: number,
): Promise<{ broken: string[]; figures: Record<string, number> }> {
  return await addUp(first, count, (seed) => runRules({ seed, steps: RULES_STEPS }));
}

/** The same of worlds whose people change their rules. */
export async function runGovernedSeeds(
  first: number,
  count: number,
): Promise<{ broken: string[]; figures: Record<string, number> }> {
  return await addUp(first, count, (seed) => runGoverned({ seed, steps: GOVERNED_STEPS }));
}

async function addUp(
  first: number,
  count: number,
  live: (seed: number) => Promise<Run>,
): Promise<{ broken: string[]; figures: Record<string, number> }> {
  const broken: string[] = [];
  const all: Record<string, number> = {};
  for (let seed = first; seed < first + count; seed++) {
    const { violation, figures } = await live(seed);
    if (violation !== null) broken.push(`seed ${seed}: ${violation.detail}`);
    for (const [name, value] of Object.entries(figures)) all[name] = (all[name] ?? 0) + value;
  }
  return { broken, figures: all };
}
