import {
  type Party,
  type Void,
  decodeState,
  encodeMessage,
  equalBytes,
  signingContext,
  stateId,
  voidCodec,
} from '@tallystick/protocol';
import { type Context, findRecord, signWith, store, storing } from '../context.ts';
import { stop } from '../stop.ts';
import { ownParty } from './evidence.ts';
import { readMessage } from './read-request.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { gotActRecordCodec } from './records/payee-records.ts';

/**
 * Gives this wallet's word not to claim an act of a tab that it was handed and did not accept, so that the payer's next act
 * does not count it. The word is stored before it is given out: the act is not accepted afterwards.
 */
export async function voidAct(context: Context, bytes: Uint8Array): Promise<Uint8Array> {
  const { act, payee } = readMessage(bytes, 'handover');
  const state = decodeState(act.state);
  if (!state.ok) return stop('refused', 'bad-message', 'What was handed over is malformed.');
  if (payee !== null) {
    return stop('refused', 'no-void-of-cheques', 'Only an act of a tab can be voided.');
  }
  const { chain, sequence } = state.value;
  const key = OFFLINE_KEYS.gotAct(chain, sequence);
  const accepted = await findRecord(context.vault, key, gotActRecordCodec);
  if (accepted !== undefined && equalBytes(accepted.act.state, act.state)) {
    return stop('refused', 'accepted', 'This wallet has accepted the act: its receipt stands.');
  }
  const id = stateId(act.state);
  const known = await findRecord(context.vault, OFFLINE_KEYS.voided(id), voidCodec);
  if (known !== undefined) return encodeMessage({ kind: 'voided', void: known });
  const by: Party = ownParty(context);
  const bound = signingContext('void', context.trust.sovereign);
  const signature = await signWith(context.ports, context.deviceKey, id, bound);
  const given: Void = { state: id, by, signature };
  await store(context.vault, [storing(OFFLINE_KEYS.voided(id), voidCodec, given)]);
  return encodeMessage({ kind: 'voided', void: given });
}
