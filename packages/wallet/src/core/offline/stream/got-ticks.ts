import {
  type ActPlace,
  type Amount,
  type Hash,
  type Stream,
  type Tick,
  actCodec,
  decode,
  ticksWorth,
} from '@tallystick/protocol';
import { type Context, findRecord, loadRecord } from '../../context.ts';
import { StorageDamage } from '../../storage/damage.ts';
import { OFFLINE_KEYS } from '../records/keys.ts';
import { type HeldRecord, gotActRecordCodec } from '../records/payee-records.ts';
import { gotTickRecordCodec } from '../records/stream-records.ts';

/** What the last stored tick of a tab's stream gave, beyond the act beside it. */
export interface GotTicks {
  readonly tick: Tick;
  readonly worth: Amount;
}

/** Of the stream that the last act on a tab goes on with; undefined where no tick of it is stored. */
export async function gotTicks(
  context: Context,
  hold: Hash,
  held: HeldRecord,
): Promise<GotTicks | undefined> {
  const { place } = held;
  if (place === null) return undefined;
  const record = await findRecord(context.vault, OFFLINE_KEYS.gotTick(hold), gotTickRecordCodec);
  // An act takes up the ticks before it.
  if (record?.sequence !== place.sequence) return undefined;
  const stream = await streamOf(context, hold, held);
  const worth = stream === null ? undefined : ticksWorth(stream, record.tick.count);
  if (worth === undefined) {
    throw new StorageDamage([{ where: 'record offline/got-tick', what: 'is of no stream' }]);
  }
  return { tick: record.tick, worth };
}

/** All that a tab has given: by acts, and by ticks since. */
export async function gotOf(context: Context, hold: Hash, held: HeldRecord): Promise<Amount> {
  const ticks = await gotTicks(context, hold, held);
  return (held.place?.total ?? 0n) + (ticks?.worth ?? 0n);
}

/** The stream that the last act on a tab goes on with; null where it has none. */
export async function streamOf(
  context: Context,
  hold: Hash,
  { place }: HeldRecord,
): Promise<Stream | null> {
  if (place === null) return null;
  const key = OFFLINE_KEYS.gotAct(hold, place.sequence);
  const { act } = await loadRecord(context.vault, key, gotActRecordCodec);
  const decoded = decode(actCodec, act.act);
  return decoded.ok ? decoded.value.stream : null;
}

/** The last act's place, with what ticks gave since: the next act's amount has to take it up. */
export async function placeWithTicks(
  context: Context,
  hold: Hash,
  held: HeldRecord,
): Promise<ActPlace | null> {
  const ticks = await gotTicks(context, hold, held);
  return held.place === null ? null : { ...held.place, ticked: ticks?.worth ?? 0n };
}
