import { equalBytes, toHex } from '@tallystick/protocol';
import type { Context } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { KEYS } from '../records/keys.ts';
import { stop } from '../stop.ts';
import { type TrustedCheckpoint, readCheckpoint } from '../trust/checkpoints.ts';

/**
 * The changes that keep a checkpoint. One of the same log and size with another root shows two histories: the operation ends
 * with `tampering` and both checkpoints as evidence.
 */
export async function keepingCheckpoint(
  context: Context,
  { checkpoint, epoch, note }: TrustedCheckpoint,
): Promise<StorageChange[]> {
  const key = KEYS.checkpoint(epoch, checkpoint.size);
  const known = await context.vault.get(key);
  if (known === undefined) return [{ key, value: note }];
  const before = readCheckpoint(known);
  if (before !== undefined && equalBytes(before.root, checkpoint.root)) return [];
  const text = new TextDecoder();
  return stop(
    'tampering',
    'log-forked',
    `The sovereign signed two logs of size ${checkpoint.size}: ${toHex(checkpoint.root)} is not what it signed before.`,
    { first: text.decode(known), second: text.decode(note) },
  );
}
