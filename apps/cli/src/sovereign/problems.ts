import { existsSync } from 'node:fs';
import { SovereignProblem } from '@tallystick/sovereign';
import { EXIT } from '../exit-status.ts';
import { stop, usage } from '../stop.ts';

/** Runs what works on a sovereign's folder; a problem that a person has to solve ends the command with its status. */
export async function onFolder<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SovereignProblem)) throw error;
    if (error.code === 'damaged') {
      const problems = [{ where: 'folder', what: error.message }];
      throw stop(EXIT.tampering, error.message, { ok: false, problems });
    }
    throw usage(error.message, error.code);
  }
}

/** Says what to type when a folder is not there, rather than making it by accident. */
export function requireFolder(dir: string): void {
  if (existsSync(dir)) return;
  throw usage(
    `There is no folder ${dir}. Found a sovereign there: tally sovereign create ${dir} …`,
  );
}
