import {
  type Half,
  type HalfMessage,
  type Handover,
  type Hash,
  MAX_EARLIER,
  type PayeeSide,
  compareHalves,
  decodeAddress,
  equalBytes,
  keyId,
} from '@tallystick/protocol';
import type { Context } from '../../context.ts';
import { stop } from '../../stop.ts';
import { actAt, handoverMessage, signedAct, type HandedAct } from '../handover.ts';
import type { Acceptance, Finished } from '../offline-types.ts';
import type { GivenRecord } from '../records/payer-records.ts';
import { absorb } from './absorb.ts';
import { adoptShown, givenMessage, givenRun, givenTo } from './given-half.ts';
import { followShown, gotMessage, gotRun } from './got-half.ts';
import { indexOf, isOnRun } from './half-acts.ts';
import { PAYEE_WORDS } from './words.ts';

/** What this device gave a payee, to be compared before anything is paid: after a restore, above all. */
export async function givenHalf(context: Context, to: string): Promise<Uint8Array> {
  const payee = decodeAddress(to);
  if (payee === undefined) {
    return stop('usage', 'bad-recipient', 'Say whom by the address: a half is compared offline.');
  }
  const { half } = await givenTo(context, payee);
  return await givenMessage(context, payee, half, null);
}

/** The payee's side of a half that a payer shows: follows what it misses, and answers with what it has. */
export async function acceptHalf(context: Context, message: HalfMessage): Promise<Acceptance> {
  const { half: theirs, payee, writer } = message;
  if (!equalBytes(payee, context.enrolment.identity)) {
    return stop('refused', 'other-half', 'This half is of another payee.');
  }
  await absorb(context, await followShown(context, message));
  const run = await gotRun(context, writer);
  const relation =
    theirs.index < run.half.index && !(await isOnRun(run, theirs))
      ? 'forked'
      : compareHalves(run.half, theirs);
  return {
    status: 'not-accepted',
    code: 'half',
    fault: relation,
    words: PAYEE_WORDS[relation],
    message: await gotMessage(context, writer, { theirs }),
  };
}

/**
 * A payer that shows an older or another half than this wallet has of it is shown the acts from the place of its own on: its
 * own signatures tell it that it is an older copy.
 */
export async function showingHalf(
  context: Context,
  refusal: Acceptance,
  { half, known }: PayeeSide,
  { act, bundle }: Handover,
): Promise<Acceptance> {
  const writer = known?.writer ?? bundle?.putter.device.key;
  const isPast =
    refusal.status === 'not-accepted' &&
    refusal.code === 'half' &&
    (refusal.fault === 'ahead' || refusal.fault === 'forked');
  if (!isPast || writer === undefined || half === null) return refusal;
  const from = indexOf({ act, payee: null });
  return { ...refusal, message: await gotMessage(context, writer, { from }) };
}

/** The payer's side of a half that a payee shows. */
export async function finishHalf(context: Context, message: HalfMessage): Promise<Finished> {
  const { half: theirs, payee, writer, acts } = message;
  if (!equalBytes(keyId(writer), keyId(context.profile.device.key))) {
    return stop('refused', 'other-half', 'This half is of another payer.');
  }
  const { given, adopted } = await adoptShown(context, message);
  const run = givenRun(context, payee, given.half);
  if (!(await isOnRun(run, theirs))) {
    if (acts.length > 0 && adopted === 0) return unproven();
    const known = adopted > 0 ? given.half : await run.headAt(given.confirmed);
    return send(await givenMessage(context, payee, known ?? given.half, null));
  }
  if (adopted > 0) return rolledBack();
  return await bringOn(context, payee, given, theirs);
}

/** Goes on with a payee that has nothing that this wallet has not: shows what it misses, then the act that waits for it. */
async function bringOn(
  context: Context,
  payee: Hash,
  given: GivenRecord,
  theirs: Half,
): Promise<Finished> {
  const waiting = await waitingAct(context, payee, given.half.index);
  const to = given.half.index - (waiting === undefined ? 0 : 1);
  if (to - theirs.index > MAX_EARLIER || (waiting === undefined && theirs.index < to)) {
    return send(await givenMessage(context, payee, given.half, theirs, to));
  }
  if (waiting === undefined) {
    const words = 'Both halves are the same, and nothing waits for a receipt.';
    return { status: 'not-accepted', code: 'in-step', words };
  }
  const from = Math.min(theirs.index, to) + 1;
  return send(await handoverMessage(context, waiting, { from, bundle: true }));
}

/** The last act for a payee, where its receipt has not come. */
async function waitingAct(
  context: Context,
  payee: Hash,
  index: number,
): Promise<HandedAct | undefined> {
  const last = await actAt(context, payee, index);
  const isWaiting = last?.record.status === 'written' || last?.record.status === 'handed-over';
  if (last === undefined || !isWaiting) return undefined;
  const { hold, sequence } = last;
  return { hold, sequence, record: await signedAct(context, hold, sequence) };
}

/** Shows a payee what it misses, where a handover has no room for it; null where it has. */
export async function showing(
  context: Context,
  payee: Hash,
  theirs: Half,
  index: number,
): Promise<Finished | null> {
  if (index - 1 - theirs.index <= MAX_EARLIER) return null;
  const { half } = await givenTo(context, payee);
  return send(await givenMessage(context, payee, half, theirs, index - 1));
}

/** Asks a payee, which says that it has other acts, to show them. */
export async function askToShow(context: Context, payee: Hash): Promise<Finished> {
  const given = await givenTo(context, payee);
  const known = await givenRun(context, payee, given.half).headAt(given.confirmed);
  return send(await givenMessage(context, payee, known ?? given.half, null));
}

function send(message: Uint8Array): Finished {
  return { status: 'send', code: 'half', message };
}

function rolledBack(): Finished {
  const words =
    'The payee has shown acts that this wallet signed and does not have: it was put back from an older copy, or there is a second one. Nothing more is written on what it had set aside until now; a tab or an allowance that is opened from now on is good.';
  return { status: 'not-accepted', code: 'rolled-back', words };
}

function unproven(): Finished {
  const words =
    'The payee says that it has acts that this wallet has not, and shows none that it signed.';
  return { status: 'not-accepted', code: 'half', words };
}
