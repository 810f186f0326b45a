import {
  type Half,
  type HalfAct,
  type Hash,
  type HalfMessage,
  encodeMessage,
  equalBytes,
  followHalf,
  halfActCodec,
  halfStart,
  signingContext,
  stateId,
} from '@tallystick/protocol';
import { sequenceOf } from '../../chain/certify.ts';
import { type Context, findRecord, store, storing } from '../../context.ts';
import { actAt, signedAct } from '../handover.ts';
import { OFFLINE_KEYS } from '../records/keys.ts';
import { type GivenRecord, givenRecordCodec } from '../records/payer-records.ts';
import { stopping, stoppedUpTo } from '../rolled-back.ts';
import { type HalfRun, actsFor, halfAfterAct, indexOf } from './half-acts.ts';

/** The half of what this device gave a payee. */
export async function givenTo(context: Context, payee: Hash): Promise<GivenRecord> {
  const known = await findRecord(context.vault, OFFLINE_KEYS.given(payee), givenRecordCodec);
  if (known !== undefined) return known;
  return { half: halfStart(context.profile.device.key, payee), confirmed: 0, knows: [] };
}

/** What this device gave a payee: what the payee has shown where this wallet had forgotten it, else its own. */
export function givenRun(context: Context, payee: Hash, half: Half): HalfRun {
  const at = async (index: number): Promise<HalfAct | undefined> => {
    if (index < 1 || index > half.index) return undefined;
    const key = OFFLINE_KEYS.shown(payee, index);
    const shown = await findRecord(context.vault, key, halfActCodec);
    if (shown !== undefined) return shown;
    const own = await actAt(context, payee, index);
    if (own === undefined) return undefined;
    const { state, act, signature, opening } = await signedAct(context, own.hold, own.sequence);
    return { act: { state, act, signature }, payee: opening };
  };
  return {
    half,
    at,
    async headAt(index) {
      if (index === 0) return halfStart(context.profile.device.key, payee);
      const act = await at(index);
      return act === undefined ? undefined : halfAfterAct(act);
    },
  };
}

/** The message that shows a payee what this device gave it, with the acts that a payee of that half misses. */
export async function givenMessage(
  context: Context,
  payee: Hash,
  half: Half,
  theirs: Half | null,
  to: number = half.index,
): Promise<Uint8Array> {
  const run = givenRun(context, payee, half);
  const acts = theirs === null ? [] : await actsFor(run, theirs, to);
  const writer = context.profile.device.key;
  return encodeMessage({ kind: 'half', writer, payee, half, acts });
}

/**
 * Takes over acts that a payee shows and that this wallet signed and has forgotten: it was put back from an older copy, or
 * there is a second one. Nothing is written any more on what it had put until now, for acts that others have may be
 * missing too. Gives how many there were; acts that do not go on from what was confirmed, or are not its own, change nothing.
 */
export async function adoptShown(
  context: Context,
  { payee, acts }: HalfMessage,
): Promise<{ readonly given: GivenRecord; readonly adopted: number }> {
  const given = await givenTo(context, payee);
  const nothing = { given, adopted: 0 };
  const [first] = acts;
  const start = first === undefined ? 0 : indexOf(first);
  const run = givenRun(context, payee, given.half);
  const base = start === 0 ? undefined : await run.headAt(start - 1);
  if (base === undefined) return nothing;
  const bound = signingContext('act', context.trust.sovereign);
  const followed = followHalf(
    base,
    acts.map(({ act }) => act),
    ({ signature }, id) =>
      context.ports.crypto.verify(context.profile.device.key, id, signature, bound),
  );
  if (!followed.ok) return nothing;
  const news: { index: number; act: HalfAct }[] = [];
  for (const [at, act] of acts.entries()) {
    const own = await run.at(start + at);
    const isKnown = own !== undefined && equalBytes(stateId(own.act.state), stateId(act.act.state));
    if (!isKnown) news.push({ index: start + at, act });
  }
  const [earliest] = news;
  if (earliest === undefined || earliest.index <= given.confirmed) return nothing;
  const next: GivenRecord = {
    half: followed.half,
    confirmed: followed.half.index,
    knows: given.knows,
  };
  // A transition that is under way puts at the next sequence.
  const isPutting = context.chains.device.pending !== null;
  const newest = sequenceOf(context, 'device') - (isPutting ? 0 : 1);
  await store(context.vault, [
    ...news.map(({ index, act }) => storing(OFFLINE_KEYS.shown(payee, index), halfActCodec, act)),
    storing(OFFLINE_KEYS.given(payee), givenRecordCodec, next),
    stopping(Math.max(newest, await stoppedUpTo(context))),
  ]);
  return { given: next, adopted: news.length };
}
