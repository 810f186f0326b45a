import { existsSync } from 'node:fs';
import { StoreError } from '@tallystick/ledger';
import { SovereignProblem } from '@tallystick/sovereign';
import { EXIT } from '../exit-status.ts';
import { type Stop, stop, usage } from '../stop.ts';

/** Runs what works on a sovereign's folder; a problem that a person has to solve ends the command with its status. */
export async function onFolder<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SovereignProblem) {
      throw error.code === 'damaged' ? damage(error) : usage(error.message, error.code);
    }
    if (!(error instanceof StoreError)) throw error;
    switch (error.code) {
      case 'damaged':
      case 'behind':
        throw damage(error);
      case 'busy':
      case 'newer':
      case 'exists':
        throw usage(error.message, error.code);
      case 'full':
      case 'io':
      case 'failed':
      case 'closed':
        throw stop(EXIT.failed, error.message, {
          error: { code: error.code, message: error.message },
        });
    }
  }
}

/** The messages of both begin with what is damaged. */
function damage({ message }: Error): Stop {
  const [where = message, ...what] = message.split(': ');
  const problem = { where, what: what.length > 0 ? what.join(': ') : message };
  return stop(EXIT.tampering, message, { ok: false, problems: [problem] });
}

/** Says what to type when a folder is not there, rather than making it by accident. */
export function requireFolder(dir: string): void {
  if (existsSync(dir)) return;
  throw usage(
    `There is no folder ${dir}. Found a sovereign there: tally sovereign create ${dir} …`,
  );
}
