import {
  type Handover,
  type Hash,
  type Party,
  type State,
  type Void,
  checkVoidable,
  decodeState,
  encodeAddress,
  encodeMessage,
  equalBytes,
  signingContext,
  stateId,
  voidCodec,
} from '@tallystick/protocol';
import { type Context, findRecord, signWith, store, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { stop } from '../stop.ts';
import { sideOf } from './accept.ts';
import { offlineNow } from './clock.ts';
import { ownParty } from './evidence.ts';
import { rememberingCrypto } from './known-signatures.ts';
import type { VoidableAct } from './offline-types.ts';
import { readMessage } from './read-request.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import { type HeldRecord, gotActRecordCodec, heldRecordCodec } from './records/payee-records.ts';
import { amountText } from './views.ts';

/** A payer has one act of a tab outstanding: more than one such word about a tab is a copy's. */
const MOST_VOIDS = 16;

/** What this wallet's word about an act would give up, for its owner to confirm; nothing is stored or signed. */
export async function readVoid(context: Context, bytes: Uint8Array): Promise<VoidableAct> {
  const { handover, place } = await notAccepted(context, bytes);
  const { check } = await checked(context, handover, place.chain);
  const { currency } = check.hold.terms;
  const { amount } = check.act.act;
  return {
    from: encodeAddress(check.hold.owner.identity),
    ...amountText(context, currency, amount),
  };
}

/**
 * Gives this wallet's word not to claim an act of a tab that it was handed and did not accept, so that the payer's next act
 * does not count it. The word is stored before it is given out: the act is not accepted afterwards.
 */
export async function voidAct(context: Context, bytes: Uint8Array): Promise<Uint8Array> {
  const { handover, place } = await notAccepted(context, bytes);
  const { chain, sequence } = place;
  const { act } = handover;
  const id = stateId(act.state);
  const known = await findRecord(
    context.vault,
    OFFLINE_KEYS.voided(chain, sequence, id),
    voidCodec,
  );
  if (known !== undefined) return encodeMessage({ kind: 'voided', void: known });
  const { held } = await checked(context, handover, chain);
  const over = await forgotten(context, chain, held?.place?.sequence ?? 0);
  const by: Party = ownParty(context);
  const bound = signingContext('void', context.trust.sovereign);
  const signature = await signWith(context.ports, context.deviceKey, id, bound);
  const given: Void = { state: id, by, signature };
  const key = OFFLINE_KEYS.voided(chain, sequence, id);
  await store(context.vault, [...over, storing(key, voidCodec, given)]);
  return encodeMessage({ kind: 'voided', void: given });
}

/** An act of a tab that was handed over, and that this wallet has not accepted. */
async function notAccepted(
  context: Context,
  bytes: Uint8Array,
): Promise<{ readonly handover: Handover; readonly place: State }> {
  const handover = readMessage(bytes, 'handover');
  const { act, payee } = handover;
  const state = decodeState(act.state);
  if (!state.ok) return stop('refused', 'bad-message', 'What was handed over is malformed.');
  if (payee !== null) {
    return stop('refused', 'no-void-of-cheques', 'Only an act of a tab can be voided.');
  }
  const { chain, sequence } = state.value;
  const got = OFFLINE_KEYS.gotAct(chain, sequence);
  const accepted = await findRecord(context.vault, got, gotActRecordCodec);
  if (accepted !== undefined && equalBytes(accepted.act.state, act.state)) {
    return stop('refused', 'accepted', 'This wallet has accepted the act: its receipt stands.');
  }
  return { handover, place: state.value };
}

/** Proves that an act is of a tab for this wallet. */
async function checked(
  context: Context,
  handover: Handover,
  chain: Hash,
): Promise<{
  readonly check: Extract<ReturnType<typeof checkVoidable>, { ok: true }>;
  readonly held: HeldRecord | undefined;
}> {
  const held = await findRecord(context.vault, OFFLINE_KEYS.held(chain), heldRecordCodec);
  const now = await offlineNow(context);
  const side = await sideOf(context, { open: undefined, held, chain, now, handover });
  const check = checkVoidable(handover, side, rememberingCrypto(context));
  if (!check.ok) {
    const message =
      'Nothing proves that this is an act of a tab for this wallet: have it handed over again.';
    return stop('refused', 'not-proven', message, { why: check.code });
  }
  return { check, held };
}

/** Words about acts that cannot be accepted any more, since later ones were; ends the operation where too many others are kept. */
async function forgotten(context: Context, hold: Hash, place: number): Promise<StorageChange[]> {
  const keys = (await context.vault.list(OFFLINE_KEYS.voidsOn(hold))).map(([key]) => key);
  const isOver = (key: string): boolean => readActKey(key).sequence <= place;
  const over = keys.filter(isOver).map((key) => ({ key, value: null }));
  if (keys.length - over.length < MOST_VOIDS) return over;
  const message =
    'This wallet has given its word about too many acts of this tab that nothing has come of.';
  return stop('refused', 'too-many-voids', message);
}
