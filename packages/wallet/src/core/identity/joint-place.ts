import { equalBytes, stateId } from '@tallystick/protocol';
import { readTip, storedOperation, tipOf } from '../chain/chain-tip.ts';
import { refetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import { hasten, placeNotFree } from '../chain/place-not-free.ts';
import { type Context, findRecord, store, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { abandonedRecordCodec, entryRecordCodec } from '../records/entry-record.ts';
import { type JointRecord, jointRecordCodec } from '../records/joint-record.ts';
import { KEYS } from '../records/keys.ts';

/** The change that this device has signed together with others, while its place is not taken. */
export async function openJoint(context: Context): Promise<JointRecord | null> {
  const joint = await findRecord(context.vault, KEYS.joint, jointRecordCodec);
  if (joint === undefined) return null;
  const { state, id } = readTip(joint.state, 'identity');
  if (state.sequence > tipOf(context, 'identity').state.sequence) return joint;
  const entryKey = KEYS.entry('identity', state.sequence);
  const taken = await findRecord(context.vault, entryKey, entryRecordCodec);
  const isAdmitted = taken !== undefined && equalBytes(stateId(taken.transition.state), id);
  const dropped = { key: KEYS.joint, value: null };
  await store(context.vault, isAdmitted ? [dropped] : abandoning(context, joint));
  return null;
}

/** Its bytes are kept: they are signed, and a new epoch may free the place again while they are still good. */
function abandoning(context: Context, joint: JointRecord): StorageChange[] {
  const { state, id } = readTip(joint.state, 'identity');
  const abandonedAt = context.seen.signedTime;
  const abandoned = { ...joint, details: [], abandonedAt, refusal: null };
  const key = KEYS.abandoned('identity', state.sequence, id);
  return [storing(key, abandonedRecordCodec, abandoned), { key: KEYS.joint, value: null }];
}

/**
 * Ends the operation with `busy`, `place-not-free`, while a change that this device has signed with others could still be
 * admitted: with the proof of 0002, point 4, it is given up. `but`: the id of that change itself.
 */
export async function freeJointPlace(context: Context, but?: Uint8Array): Promise<void> {
  const joint = await openJoint(context);
  if (joint === null) return;
  const { id } = readTip(joint.state, 'identity');
  if (but !== undefined && equalBytes(id, but)) return;
  const { notAfter } = storedOperation(joint.operation, `record ${KEYS.joint}`);
  const what = 'A change that this device signed together with others was not admitted';
  await hasten(context, notAfter);
  await refetchCheckpoint(context);
  if (context.seen.signedTime <= notAfter) placeNotFree(context, what, notAfter);
  if ((await context.client.certificate(stateId(joint.state))) !== null) {
    context.isCurrent = false; // the next operation takes it over first
    placeNotFree(context, 'A change that this device signed was admitted meanwhile', notAfter);
  }
  await store(context.vault, abandoning(context, joint));
}
