import {
  type Amount,
  type Hash,
  type Stream,
  actCodec,
  actHash,
  checkHandover,
  decode,
  decodeState,
  epochCodec,
  equalBytes,
  meteredClaim,
  time,
  toHex,
} from '@tallystick/protocol';
import { type Context, findRecord, listRecords, loadRecord } from '../../context.ts';
import { readHashKey } from '../../records/keys.ts';
import { StorageDamage } from '../../storage/damage.ts';
import { answered, furtherFault, keep, refusedBy, sideOf } from '../accept.ts';
import { MARGIN_MS, offlineNow } from '../clock.ts';
import { rememberingCrypto } from '../known-signatures.ts';
import { notAccepted } from '../not-accepted.ts';
import type { Acceptance } from '../offline-types.ts';
import { readMessage } from '../read-request.ts';
import { isReleased } from '../release.ts';
import { OFFLINE_KEYS } from '../records/keys.ts';
import { type HeldRecord, gotActRecordCodec, heldRecordCodec } from '../records/payee-records.ts';
import { STREAM } from '../words.ts';
import { gotTicks, placeWithTicks, streamOf } from './got-ticks.ts';
import { LiveIncoming } from './incoming.ts';
import type { StreamAcceptance } from './stream-types.ts';

/** What a payee takes for its ticks. */
export interface AskedRate {
  readonly currency: Hash;
  readonly units: Amount;
  readonly perTicks: number;
}

/**
 * The payee's side of an act of a stream: as of any act of a tab, but that it answers no request and commits to ticks at the
 * asked price. What ticks gave before it is stored first, for the act has to take it up.
 */
export async function acceptStream(
  context: Context,
  bytes: Uint8Array,
  rate: AskedRate,
): Promise<StreamAcceptance> {
  const handover = readMessage(bytes, 'handover');
  const state = decodeState(handover.act.state);
  const act = decode(actCodec, handover.act.act);
  const subject = actHash(handover.act.act);
  if (!state.ok || !act.ok) return refusal(notAccepted(subject, 'form', null));
  const { chain, sequence } = state.value;
  const key = OFFLINE_KEYS.gotAct(chain, sequence);
  const known = await findRecord(context.vault, key, gotActRecordCodec);
  if (known !== undefined && equalBytes(known.act.state, handover.act.state)) {
    return await accepted(context, chain, sequence, await answered(context, key, known));
  }
  const live = context.streams.incoming.get(toHex(chain));
  const { stream } = act.value;
  const isAsked = stream === null ? live !== undefined : isAt(stream, rate);
  if (!isAsked) return refusal(notAccepted(subject, 'price', null));
  await live?.settle();
  const held = await findRecord(context.vault, OFFLINE_KEYS.held(chain), heldRecordCodec);
  const now = await offlineNow(context);
  const side = await sideOf(context, { open: null, held, chain, now, handover });
  const check = checkHandover(handover, side, rememberingCrypto(context));
  if (!check.ok) return refusal(refusedBy(check, subject, side, handover));
  // Only now, when it is the payer's own: what it has shown until here, the act has to take up.
  await live?.end();
  const place = held === undefined ? null : await placeWithTicks(context, chain, held);
  const { hold } = check.accepted;
  const isEnough = place === null || act.value.total >= place.total + place.ticked;
  const isCurrency = equalBytes(hold.terms.currency, rate.currency);
  const fault =
    (isCurrency ? undefined : 'currency') ??
    (isEnough ? undefined : 'amount') ??
    (await furtherFault(context, check.accepted, null));
  if (fault !== undefined) {
    live?.resume();
    return refusal(notAccepted(subject, fault, side.half));
  }
  const record = await keep(context, handover, check.accepted, null, []);
  context.streams.incoming.delete(toHex(chain));
  const kept = await loadRecord(context.vault, OFFLINE_KEYS.held(chain), heldRecordCodec);
  await loadStream(context, chain, kept);
  return await accepted(context, chain, sequence, await answered(context, key, record));
}

function isAt(stream: Stream, { units, perTicks }: AskedRate): boolean {
  return stream.units === units && stream.perTicks === perTicks;
}

/** Whether a stream's ticks are at the price that is asked now. */
export function isOfRate({ terms }: LiveIncoming, rate: AskedRate): boolean {
  return isAt(terms.stream, rate) && equalBytes(terms.currency, rate.currency);
}

async function accepted(
  context: Context,
  hold: Hash,
  sequence: number,
  acceptance: Acceptance,
): Promise<StreamAcceptance> {
  if (acceptance.status === 'not-accepted') return refusal(acceptance);
  const { from, until, message } = acceptance;
  const live = context.streams.incoming.get(toHex(hold));
  const last = live?.terms.sequence === sequence ? live.last : null;
  return {
    status: 'accepted',
    ...STREAM,
    hold: toHex(hold),
    sequence,
    from,
    last,
    until,
    message,
  };
}

function refusal(acceptance: Acceptance): StreamAcceptance {
  if (acceptance.status === 'not-accepted') return acceptance;
  throw new RangeError('what was accepted is no refusal');
}

/** Every stream from which this wallet may still take ticks, as it is stored. */
export async function loadStreams(context: Context): Promise<void> {
  const listed = await listRecords(context.vault, OFFLINE_KEYS.allHeld, heldRecordCodec);
  for (const { key, value } of listed) {
    const hold = readHashKey(key);
    if (!context.streams.incoming.has(toHex(hold))) await loadStream(context, hold, value);
  }
}

async function loadStream(context: Context, hold: Hash, held: HeldRecord): Promise<void> {
  const claim = meteredClaim(held.terms)?.claim;
  const { place, isOver } = held;
  if (place === null || isOver || claim === undefined || claim.meter.kind === 'cheque') return;
  if (await isReleased(context, hold)) return;
  const stream = await streamOf(context, hold, held);
  if (stream === null) return;
  const epoch = decode(epochCodec, held.epoch);
  if (!epoch.ok) throw new StorageDamage([{ where: 'record offline/held', what: epoch.reason }]);
  const { number, notAfter } = epoch.value;
  const terms = {
    hold,
    sequence: place.sequence,
    currency: held.terms.currency,
    stream,
    total: place.total,
    cap: held.cap,
    until: Math.min(claim.until - MARGIN_MS, notAfter),
    epoch: number,
    floor: (await findRecord(context.vault, OFFLINE_KEYS.floor, time)) ?? 0,
  };
  const ticks = await gotTicks(context, hold, held);
  const live = new LiveIncoming(context, terms, ticks?.tick);
  context.streams.incoming.set(live.hold, live);
}
