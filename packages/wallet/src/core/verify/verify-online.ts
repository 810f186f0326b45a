import { checkHeads } from '../chain/catch-up.ts';
import { fetchCheckpoint, refetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import type { Context } from '../context.ts';
import { followEpochs } from '../epoch/follow.ts';
import { compareInOrder, livingCheckpoints, readerOf } from './consistency.ts';
import type { Findings } from './verify.ts';

/**
 * Checks what the sovereign shows now against everything that this wallet has seen of the log that goes on; what a new epoch
 * gave up is over, and the sovereign keeps no tiles of it.
 */
export async function verifyOnline(context: Context, findings: Findings): Promise<void> {
  await followEpochs(context);
  const { checkpoint } = await fetchCheckpoint(context);
  const seen = await livingCheckpoints(context, context.trust);
  const { forks, unknown } = await compareInOrder(readerOf(context, checkpoint), seen);
  for (const { what, first } of forks) {
    const size = first.split('\n')[1] ?? '';
    findings.problems.push({ where: `log, size ${size}`, what });
  }
  if (unknown > 0) {
    // A sovereign that has declared one more epoch meanwhile has no tiles of what that gave up.
    await refetchCheckpoint(context);
    const what = `the sovereign showed no tiles that compare ${unknown} checkpoints`;
    findings.problems.push({ where: 'log', what });
  }
  await checkHeads(context);
}
