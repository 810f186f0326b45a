import { type Certificate, stateId } from '@tallystick/protocol';
import type { EntryRecord } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import { StorageDamage } from '../storage/damage.ts';
import type { Vault } from '../vault/vault.ts';

/** The certificate of a stored transition, with the checkpoint that it was proven under. */
export async function certificateOfEntry(
  vault: Vault,
  entry: Omit<EntryRecord, 'details'>,
): Promise<Certificate> {
  const { index, treeSize, effects, proof, epoch, transition } = entry;
  const key = KEYS.checkpoint(epoch, treeSize);
  const checkpoint = await vault.get(key);
  if (checkpoint === undefined) {
    throw new StorageDamage([{ where: `record ${key}`, what: 'is missing' }]);
  }
  return { index, treeSize, transition: stateId(transition.state), effects, proof, checkpoint };
}
