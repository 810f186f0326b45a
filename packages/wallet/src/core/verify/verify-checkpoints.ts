import { equalBytes } from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { KEYS, readCheckpointKey } from '../records/keys.ts';
import { checkCheckpoint } from '../trust/checkpoints.ts';
import type { Findings } from './verify.ts';

/** Checks the signatures of every stored checkpoint, and that it is the one that its record says. */
export async function verifyCheckpoints(context: Context, findings: Findings): Promise<void> {
  for (const [key, note] of await context.vault.list(KEYS.allCheckpoints)) {
    findings.checkpoints += 1;
    if (findings.proven.has(key)) continue;
    const checked = checkCheckpoint(context.ports.crypto, context.trust, note);
    const { epoch, size } = readCheckpointKey(key);
    const fault = checked.ok
      ? checked.value.epoch === epoch && checked.value.checkpoint.size === size
        ? undefined
        : 'is another checkpoint'
      : `is not believed (${checked.fault})`;
    if (fault !== undefined) findings.problems.push({ where: `record ${key}`, what: fault });
  }
  const { epochs } = context.trust;
  const isPinned = epochs.every(({ sovereign }) => equalBytes(sovereign, context.trust.sovereign));
  if (!isPinned) findings.problems.push({ where: 'record seen', what: 'names other epochs' });
}
