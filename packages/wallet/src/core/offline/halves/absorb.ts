import {
  type ActPlace,
  type ActTerms,
  type CheckedAct,
  type HalfAct,
  type Hash,
  type SignedAct,
  decodeState,
  encode,
  equalBytes,
  halfActCodec,
  halfBefore,
  halfNext,
  keyId,
  openedAct,
  payeeCommitment,
  receiptCodec,
  toHex,
  verifyAct,
} from '@tallystick/protocol';
import { type Context, findRecord, listRecords, store, storing } from '../../context.ts';
import type { StorageChange } from '../../ports.ts';
import { offlineNow } from '../clock.ts';
import { isOwnDevice, ownParty } from '../evidence.ts';
import { sight } from '../forks.ts';
import { isGivenUp } from '../given-up.ts';
import { limitFault } from '../limits.ts';
import { OFFLINE_KEYS } from '../records/keys.ts';
import {
  type GotActRecord,
  type HeldRecord,
  gotActRecordCodec,
  heldRecordCodec,
} from '../records/payee-records.ts';
import { isReleased } from '../release.ts';

/** Acts of a hold that came in a half and stand after `place`, oldest first: a tab's next act goes on from them. */
export async function shownOn(
  context: Context,
  writer: Hash,
  hold: Hash,
  place: ActPlace | null,
): Promise<SignedAct[]> {
  const after = place?.sequence ?? 0;
  const steps = await listRecords(context.vault, OFFLINE_KEYS.gotSteps(writer), halfActCodec);
  return steps
    .map(({ value: { act } }) => act)
    .filter(({ state }) => {
      const decoded = decodeState(state);
      return decoded.ok && equalBytes(decoded.value.chain, hold) && decoded.value.sequence > after;
    });
}

/**
 * What acts that came in a half are worth on holds that this wallet has proven: of a tab the highest of them counts, and each
 * cheque that is within its limits is due. On other holds they wait for the hold's evidence.
 */
export async function absorb(context: Context, acts: readonly HalfAct[]): Promise<void> {
  const holds = new Map<string, HalfAct[]>();
  for (const act of acts) {
    const state = decodeState(act.act.state);
    if (!state.ok) continue;
    const name = toHex(state.value.chain);
    holds.set(name, [...(holds.get(name) ?? []), act]);
  }
  for (const [name, on] of holds) {
    const hold: Hash = Uint8Array.fromHex(name);
    const held = await findRecord(context.vault, OFFLINE_KEYS.held(hold), heldRecordCodec);
    if (held === undefined || (await isReleased(context, hold))) continue;
    const terms: ActTerms = {
      sovereign: context.trust.sovereign,
      hold,
      terms: held.terms,
      cap: held.cap,
      writer: held.writer,
      isDevice: (party) => isOwnDevice(context, party),
    };
    const isCheque = on.some(({ payee }) => payee !== null);
    await (isCheque ? absorbCheques(context, terms, held, on) : absorbTab(context, terms, held));
  }
}

async function absorbTab(context: Context, on: ActTerms, held: HeldRecord): Promise<void> {
  let place = held.place ?? held.first;
  const { total } = place;
  /** What was given up with this wallet's word is none: what stands on it counts without it. */
  let last: { act: SignedAct; checked: CheckedAct } | undefined;
  for (const act of await shownOn(context, keyId(held.writer), on.hold, held.place)) {
    const verified = verifyAct(act, on, place, context.ports.crypto);
    if (!verified.ok) break;
    ({ place } = verified.checked);
    if (await isGivenUp(context, on.hold, verified.checked)) continue;
    last = { act, checked: verified.checked };
  }
  if (last === undefined) return;
  ({ place } = last.checked);
  if (place.total < total) return;
  const half: HalfAct = { act: last.act, payee: null };
  await store(context.vault, [
    await keepingAct(context, half, last.checked, held, place.total - total),
    storing(OFFLINE_KEYS.held(on.hold), heldRecordCodec, { ...held, place }),
  ]);
}

async function absorbCheques(
  context: Context,
  on: ActTerms,
  held: HeldRecord,
  acts: readonly HalfAct[],
): Promise<void> {
  const { hold, writer } = on;
  const shown = acts.map(({ act }) => openedAct(act));
  const { changes } = await sight(context, hold, writer, shown);
  await store(context.vault, changes);
  for (const act of acts) {
    const verified = verifyAct(act.act, on, null, context.ports.crypto);
    if (!verified.ok || !isOurs(context, act, verified.checked)) continue;
    const { sequence } = verified.checked.state;
    const { amount } = verified.checked.act;
    if ((await context.vault.get(OFFLINE_KEYS.gotAct(hold, sequence))) !== undefined) continue;
    const { identity } = held.owner;
    if ((await limitFault(context, held.terms.currency, identity, amount)) !== undefined) continue;
    await store(context.vault, [
      await keepingAct(context, act, verified.checked, held, amount),
      { key: OFFLINE_KEYS.due(hold, sequence), value: new Uint8Array([1]) },
    ]);
  }
}

function isOurs({ enrolment }: Context, { payee }: HalfAct, { act }: CheckedAct): boolean {
  if (payee === null || act.payee === null) return false;
  if (!equalBytes(payee.identity, enrolment.identity)) return false;
  return equalBytes(act.payee, payeeCommitment(payee));
}

/** An act as one that was accepted; its receipt is signed when the payer hands it over again. */
async function keepingAct(
  context: Context,
  { act, payee: opening }: HalfAct,
  { act: read, id, preCommitment, state }: CheckedAct,
  held: HeldRecord,
  value: bigint,
): Promise<StorageChange> {
  const at = await offlineNow(context);
  const half = halfNext(halfBefore(read.half), id);
  const by = ownParty(context);
  const receipt = encode(receiptCodec, { version: 1, preCommitment, half, by, time: at });
  const record: GotActRecord = {
    act,
    opening,
    value,
    currency: held.terms.currency,
    from: held.owner.identity,
    memo: '',
    at,
    receipt: { receipt, signature: new Uint8Array() },
    paid: 0n,
    isRegistered: false,
    isOver: false,
    entitlements: [],
  };
  const key = OFFLINE_KEYS.gotAct(state.chain, state.sequence);
  return storing(key, gotActRecordCodec, record);
}
