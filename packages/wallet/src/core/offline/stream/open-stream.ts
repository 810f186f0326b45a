import {
  type Amount,
  MAX_LINKS,
  type Stream,
  createTickChain,
  fromHex,
  ticksWorth,
  toHex,
} from '@tallystick/protocol';
import { type Context, storing } from '../../context.ts';
import { amountOf } from '../../pay/prepare.ts';
import type { StorageChange } from '../../ports.ts';
import { stop } from '../../stop.ts';
import { handedOver, readAct, signedAct } from '../handover.ts';
import { type OpenOwnHold, findOwnHold } from '../own-hold.ts';
import { aliveHolds, outstandingAct } from '../pay-offline.ts';
import { checkRequest } from '../read-request.ts';
import { OFFLINE_KEYS } from '../records/keys.ts';
import type { ActRecord } from '../records/payer-records.ts';
import { type OutgoingRecord, outgoingRecordCodec } from '../records/stream-records.ts';
import { currencyById } from '../views.ts';
import { STREAM } from '../words.ts';
import { sequenceAfter, writeAct } from '../write-act.ts';
import { LiveOutgoing } from './outgoing.ts';
import type { OpenedStream, StreamPrice } from './stream-types.ts';

const SEED_BYTES = 32;

/** Units for every so many ticks. */
type Rate = Pick<Stream, 'units' | 'perTicks'>;

/**
 * Opens a stream in a tab for whoever made the request, or goes on with the one that is open there: by the same act as long as
 * its chain has ticks, then by the next, which takes up what they gave and commits to another chain.
 */
export async function openStream(
  context: Context,
  bytes: Uint8Array,
  price: StreamPrice,
): Promise<OpenedStream> {
  const { request } = await checkRequest(context, bytes);
  const currency = currencyById(context, request.currency);
  if (currency === undefined) throw new RangeError('a request of no currency');
  const rate: Rate = { units: amountOf(currency, price.price), perTicks: perTicksOf(price) };
  const tabs = (await aliveHolds(context, request)).filter(({ kind }) => kind === 'tab');
  const going = tabs.filter(({ stream }) => stream !== null);
  for (const open of going.filter(({ stream }) => isAt(rate, stream))) {
    const live = liveOf(context, open);
    // Where it is not known how many ticks have left, the payee is asked first.
    if (live?.hasMore === true) return await handed(context, open, live);
  }
  for (const open of [...going, ...tabs.filter(({ stream }) => stream === null)]) {
    const { identity } = request.payee;
    if ((await outstandingAct(context, open, identity)) !== null) continue;
    const links = linksFor(rate, roomNow(context, open));
    if (links < 1) continue;
    const sequence = await goOn(context, open, request.payee, newStream(context, rate, links));
    const next = await findOwnHold(context, open.hold);
    const live = next === undefined ? undefined : liveOf(context, next);
    if (next === undefined || live?.sequence !== sequence) throw new Error('no stream was stored');
    return await handed(context, next, live);
  }
  const message =
    'No tab for this payee has room for a stream: open one, or raise the tab, while the sovereign can be reached.';
  return stop('refused', 'no-room', message);
}

/** The tab's next act takes up what the ticks gave, and goes on without a stream. Asked again it hands over the same act. */
export async function endStream(context: Context, id: string): Promise<Uint8Array> {
  const hold = fromHex(id, 32);
  const open = hold === undefined ? undefined : await findOwnHold(context, hold);
  if (open === undefined || open.stream === null) {
    return stop('usage', 'unknown-stream', 'This wallet has no open stream on such a tab.');
  }
  const last = await lastAct(context, open);
  if (last.status !== 'confirmed') {
    return stop('refused', 'not-confirmed', 'The payee has not confirmed the stream’s act yet.');
  }
  const sequence = await goOn(context, open, last.to, null);
  const record = await signedAct(context, open.hold, sequence);
  const payment = await handedOver(context, { hold: open.hold, sequence, record }, 'handed-over');
  return payment.message;
}

function perTicksOf({ perTicks = 1 }: StreamPrice): number {
  if (Number.isSafeInteger(perTicks) && perTicks >= 1 && perTicks <= MAX_LINKS) return perTicks;
  return stop('usage', 'bad-price', `A price is for 1 to ${MAX_LINKS} ticks.`);
}

function isAt({ units, perTicks }: Rate, record: OutgoingRecord | null): boolean {
  return record?.stream.units === units && record.stream.perTicks === perTicks;
}

/** The stream as it is used: the same one for whoever opens it. */
function liveOf(context: Context, open: OpenOwnHold): LiveOutgoing | undefined {
  const { hold, own, stream } = open;
  if (stream === null) return undefined;
  const { outgoing } = context.streams;
  const known = outgoing.get(toHex(hold));
  if (known?.sequence === stream.sequence) return known;
  const live = new LiveOutgoing(context, hold, stream, own.total);
  outgoing.set(live.hold, live);
  return live;
}

/** What is left in the tab after the ticks that have been given. */
function roomNow(context: Context, open: OpenOwnHold): Amount {
  return open.cap - open.own.total - (liveOf(context, open)?.ticked ?? 0n);
}

/** As many ticks as a chain has, or as the room pays for. */
function linksFor({ units, perTicks }: Rate, room: Amount): number {
  const most = (room * BigInt(perTicks)) / units;
  return most < BigInt(MAX_LINKS) ? Number(most) : MAX_LINKS;
}

interface NewStream {
  readonly stream: Stream;
  readonly seed: Uint8Array;
}

function newStream(context: Context, rate: Rate, links: number): NewStream {
  const seed = context.ports.random(SEED_BYTES);
  return { seed, stream: { ...rate, anchor: createTickChain(seed, links).anchor, links } };
}

/** Writes the act that takes up what ticks gave, and in the same write what it goes on with. */
async function goOn(
  context: Context,
  open: OpenOwnHold,
  to: ActRecord['to'],
  next: NewStream | null,
): Promise<number> {
  const { hold, own } = open;
  const live = liveOf(context, open);
  await live?.end();
  const isVoided = own.head !== null && (await lastAct(context, open)).status === 'voided';
  // A void gives the whole amount of its act back, with the ticks that it had taken up.
  const amount = isVoided ? own.amount : tickedBy(live);
  const also = (sequence: number): StorageChange[] => [
    next === null
      ? { key: OFFLINE_KEYS.outgoing(hold), value: null }
      : storing(OFFLINE_KEYS.outgoing(hold), outgoingRecordCodec, {
          sequence,
          reserved: 0,
          ...next,
        }),
  ];
  const act = { to, request: null, amount, memo: '', stream: next?.stream ?? null, also };
  const sequence = await writeAct(context, open, act);
  context.streams.outgoing.delete(toHex(hold));
  return sequence;
}

function tickedBy(live: LiveOutgoing | undefined): Amount {
  return live === undefined ? 0n : (ticksWorth(live.terms, live.position) ?? 0n);
}

function lastAct(context: Context, { hold, own }: OpenOwnHold): Promise<ActRecord> {
  return readAct(context, hold, sequenceAfter(own) - 1);
}

async function handed(
  context: Context,
  { hold }: OpenOwnHold,
  live: LiveOutgoing,
): Promise<OpenedStream> {
  const { sequence } = live;
  const record = await signedAct(context, hold, sequence);
  const status = record.status === 'confirmed' ? 'again' : 'handed-over';
  const { message } = await handedOver(context, { hold, sequence, record }, 'handed-over');
  return { status, ...STREAM, message, stream: live };
}
