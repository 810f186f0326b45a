import type { CheckedAct, Hash } from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { OFFLINE_KEYS } from './records/keys.ts';

/** Whether this wallet has given its word not to claim an act. */
export async function isGivenUp(
  { vault }: Context,
  hold: Hash,
  { state, id }: CheckedAct,
): Promise<boolean> {
  return (await vault.get(OFFLINE_KEYS.voided(hold, state.sequence, id))) !== undefined;
}
