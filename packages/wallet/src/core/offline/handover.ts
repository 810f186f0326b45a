import {
  type Act,
  type Handover,
  type Hash,
  MAX_EARLIER,
  type SignedAct,
  actCodec,
  decode,
  encodeAddress,
  encodeMessage,
  equalBytes,
  halfActCodec,
  signingContext,
  stateId,
  toHex,
} from '@tallystick/protocol';
import { type Context, findRecord, loadRecord, signWith } from '../context.ts';
import { StorageDamage } from '../storage/damage.ts';
import { stop } from '../stop.ts';
import { bundleOf, showsAll, shownNow } from './evidence.ts';
import type { OfflinePayment } from './offline-types.ts';
import { type OpenOwnHold, findOwnHold, minTierOf } from './own-hold.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import {
  type ActPointer,
  type ActRecord,
  actPointerCodec,
  actRecordCodec,
  givenRecordCodec,
} from './records/payer-records.ts';
import { amountText } from './views.ts';
import { meaningOf } from './words.ts';

/** An own act and where it is kept. */
export interface HandedAct extends ActPointer {
  readonly record: ActRecord;
}

/** What a handover shows beyond its act: acts from this index of the half on, and the hold's bundle. */
interface Showing {
  /** The payee has what is below. */
  readonly from: number;
  readonly bundle: boolean;
}

export function readAct(context: Context, hold: Hash, sequence: number): Promise<ActRecord> {
  return loadRecord(context.vault, OFFLINE_KEYS.act(hold, sequence), actRecordCodec);
}

/** As many signatures as are kept of acts whose receipts have not come. */
const MOST_SIGNATURES = 64;
const signatures = new WeakMap<Context, Map<string, Uint8Array>>();

/**
 * A stored act with its signature. That is stored with the receipt, in the same write: until then it can be made again from what is
 * stored, and two signatures over one content are no fork. While the wallet is open it stays the same.
 */
export async function signedAct(
  context: Context,
  hold: Hash,
  sequence: number,
): Promise<ActRecord> {
  return await withSignature(context, await readAct(context, hold, sequence));
}

/** As {@link signedAct}, of a record that is stored. */
export async function withSignature(context: Context, record: ActRecord): Promise<ActRecord> {
  if (record.signature.length > 0) return record;
  const id = stateId(record.state);
  const made = signatures.get(context) ?? new Map<string, Uint8Array>();
  signatures.set(context, made);
  const name = toHex(id);
  const known = made.get(name);
  if (known !== undefined) return { ...record, signature: known };
  const bound = signingContext('act', context.trust.sovereign);
  const signature = await signWith(context.ports, context.deviceKey, id, bound);
  const [oldest] = made.keys();
  if (made.size >= MOST_SIGNATURES && oldest !== undefined) made.delete(oldest);
  made.set(name, signature);
  return { ...record, signature };
}

/** An act that this wallet stored. */
export function decodeAct(bytes: Uint8Array): Act {
  const act = decode(actCodec, bytes);
  if (act.ok) return act.value;
  throw new StorageDamage([{ where: 'record offline/act', what: act.reason }]);
}

/** The message that hands a stored act over, as far as this wallet knows what its payee has. */
export async function handedOver(
  context: Context,
  handed: HandedAct,
  status: OfflinePayment['status'],
): Promise<OfflinePayment> {
  const { hold, sequence, record } = handed;
  const act = decodeAct(record.act);
  const open = await findOwnHold(context, hold);
  if (open === undefined)
    throw new StorageDamage([{ where: 'record offline', what: 'has no put' }]);
  const payee = record.to.identity;
  const given = await loadRecord(context.vault, OFFLINE_KEYS.given(payee), givenRecordCodec);
  const knows = given.knows.find((known) => equalBytes(known.hold, hold));
  const isShown = knows !== undefined && showsAll(knows, await shownNow(context, open));
  const showing = { from: given.confirmed + 1, bundle: !isShown };
  return {
    status,
    ...meaningOf(open.kind === 'tab' ? 'tab' : 'cheque'),
    hold: toHex(hold),
    sequence,
    ...amountText(context, open.own.terms.currency, act.amount),
    to: encodeAddress(payee),
    ...(minTierOf(open) === 0 ? {} : { minTier: minTierOf(open) }),
    message: await messageOf(context, handed, open, showing),
  };
}

/** A handover of a stored act, with what the payee has to be shown. */
export async function handoverMessage(
  context: Context,
  handed: HandedAct,
  showing: Showing,
): Promise<Uint8Array> {
  const open = showing.bundle ? await findOwnHold(context, handed.hold) : undefined;
  return await messageOf(context, handed, open, showing);
}

async function messageOf(
  context: Context,
  { record }: HandedAct,
  open: OpenOwnHold | undefined,
  { from, bundle }: Showing,
): Promise<Uint8Array> {
  const { half } = decodeAct(record.act);
  const earlier: SignedAct[] = [];
  if (half.index - from > MAX_EARLIER) {
    const message = `The payee has not confirmed the last ${MAX_EARLIER} acts: bring their receipts first.`;
    stop('refused', 'too-many-unconfirmed', message);
  }
  for (let index = from; index < half.index; index += 1) {
    const payee = record.to.identity;
    const shown = await findRecord(context.vault, OFFLINE_KEYS.shown(payee, index), halfActCodec);
    if (shown !== undefined) {
      earlier.push(shown.act);
      continue;
    }
    const key = OFFLINE_KEYS.step(payee, index);
    const pointer = await loadRecord(context.vault, key, actPointerCodec);
    earlier.push(signedOf(await signedAct(context, pointer.hold, pointer.sequence)));
  }
  const handover: Handover = {
    kind: 'handover',
    act: signedOf(await withSignature(context, record)),
    payee: record.opening,
    earlier,
    bundle: bundle && open !== undefined ? await bundleOf(context, open) : null,
  };
  return encodeMessage(handover);
}

function signedOf({ state, act, signature }: ActRecord): SignedAct {
  return { state, act, signature };
}

/** The act at a place of the half with a payee; undefined where this wallet wrote none there. */
export async function actAt(
  context: Context,
  payee: Hash,
  index: number,
): Promise<HandedAct | undefined> {
  const key = OFFLINE_KEYS.step(payee, index);
  const pointer = await findRecord(context.vault, key, actPointerCodec);
  if (pointer === undefined) return undefined;
  return { ...pointer, record: await readAct(context, pointer.hold, pointer.sequence) };
}
