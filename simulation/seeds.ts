import { run } from './run.ts';

/** Events of each world in the tests. */
const STEPS = 1_500;

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
