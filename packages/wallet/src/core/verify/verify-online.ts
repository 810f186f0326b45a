import { fetchCheckpoint } from '../chain/checkpoint-store.ts';
import { checkHeads } from '../chain/catch-up.ts';
import type { Context } from '../context.ts';
import { compareInOrder, seenCheckpoints } from './consistency.ts';
import type { Findings } from './verify.ts';

/** Checks what the sovereign shows now against everything that this wallet has seen of the log that it keeps now. */
export async function verifyOnline(context: Context, findings: Findings): Promise<void> {
  const { checkpoint, epoch } = await fetchCheckpoint(context);
  const seen = await seenCheckpoints(context, epoch);
  const { forks, unknown } = await compareInOrder(context, seen, checkpoint);
  for (const { what, first } of forks) {
    const size = first.split('\n')[1] ?? '';
    findings.problems.push({ where: `log, size ${size}`, what });
  }
  if (unknown > 0) {
    const what = `the sovereign did not show the tiles to compare ${unknown} checkpoints`;
    findings.problems.push({ where: 'log', what });
  }
  await checkHeads(context);
}
