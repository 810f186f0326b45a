import type { Bundle } from '@tallystick/protocol';
import { keepingCheckpoint } from '../chain/checkpoint-store.ts';
import type { Context } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { checkCheckpoint } from '../trust/checkpoints.ts';
import { rememberingCrypto } from './known-signatures.ts';

/**
 * The changes that keep the checkpoints of a first meeting's evidence, as if the sovereign itself had shown them: what was accepted
 * rests on them, so whoever restores the sovereign has to hear of them. One that contradicts what this wallet has seen ends the
 * operation with `tampering`, `log-forked`.
 */
export async function keepingShown(
  context: Context,
  bundle: Bundle | null,
): Promise<StorageChange[]> {
  if (bundle === null) return [];
  const { put, raises, guarantees, fresh } = bundle;
  const opened = [put, ...raises, ...guarantees.map((guarantee) => guarantee.put)];
  const changes: StorageChange[] = [];
  for (const { checkpoint } of [fresh, ...opened.map(({ certificate }) => certificate)]) {
    const checked = checkCheckpoint(rememberingCrypto(context), context.trust, checkpoint);
    // Of an epoch that this wallet has not followed yet: it asks for that one itself.
    if (!checked.ok) continue;
    const kept = await keepingCheckpoint(context, checked.value);
    changes.push(...kept.filter(({ key }) => changes.every((change) => change.key !== key)));
  }
  return changes;
}
