import { equalBytes, stateId } from '@tallystick/protocol';
import { readTip, storedOperation, tipOf } from '../chain/chain-tip.ts';
import { refetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import { hasten, placeNotFree } from '../chain/place-not-free.ts';
import { type Context, findRecord, store, storing } from '../context.ts';
import { abandonedRecordCodec } from '../records/entry-record.ts';
import { type JointRecord, jointRecordCodec } from '../records/joint-record.ts';
import { KEYS } from '../records/keys.ts';

/** The change that this device has signed together with others, while its place is not taken. */
export async function openJoint(context: Context): Promise<JointRecord | null> {
  const joint = await findRecord(context.vault, KEYS.joint, jointRecordCodec);
  if (joint === undefined) return null;
  const { sequence } = readTip(joint.state, 'identity').state;
  if (sequence > tipOf(context, 'identity').state.sequence) return joint;
  await store(context.vault, [{ key: KEYS.joint, value: null }]);
  return null;
}

/**
 * Ends the operation with `busy`, `place-not-free`, while a change that this device has signed with others could still be
 * admitted: with the proof of 0002, point 4, it is given up. `but`: the id of that change itself.
 */
export async function freeJointPlace(context: Context, but?: Uint8Array): Promise<void> {
  const joint = await openJoint(context);
  if (joint === null) return;
  const { state, id } = readTip(joint.state, 'identity');
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
  const { operation, signatures } = joint;
  const abandonedAt = context.seen.signedTime;
  const abandoned = {
    state: joint.state,
    operation,
    signatures,
    details: [],
    abandonedAt,
    refusal: null,
  };
  await store(context.vault, [
    storing(KEYS.abandoned('identity', state.sequence, id), abandonedRecordCodec, abandoned),
    { key: KEYS.joint, value: null },
  ]);
}
