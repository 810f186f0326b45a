import { uint } from '@tallystick/protocol';
import { type Context, findRecord, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { OFFLINE_KEYS } from './records/keys.ts';

/** Holds that were put up to this sequence of the device's chain are not written on; -1 where that is none. */
export async function stoppedUpTo(context: Context): Promise<number> {
  return (await findRecord(context.vault, OFFLINE_KEYS.stopped, uint())) ?? -1;
}

/**
 * The change for a wallet that finds its device's chain moved on without it: it was put back from an older copy, so acts may
 * have been signed that it does not know, and a second content for their positions would be a fork.
 */
export function stopping(sequence: number): StorageChange {
  return storing(OFFLINE_KEYS.stopped, uint(), sequence);
}
