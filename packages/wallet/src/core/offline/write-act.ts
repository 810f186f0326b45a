import {
  type Act,
  type Amount,
  type BuiltAct,
  type Hash,
  type Party,
  type Stream,
  buildAct,
  decodeState,
  halfNext,
  halfStep,
  payeeCommitment,
} from '@tallystick/protocol';
import { type Context, store, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { shownNow } from './evidence.ts';
import { givenTo } from './halves/given-half.ts';
import { readAct } from './handover.ts';
import { type OpenOwnHold, actHead } from './own-hold.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import {
  type ActRecord,
  type GivenRecord,
  type OwnHold,
  actPointerCodec,
  actRecordCodec,
  givenRecordCodec,
  ownHoldCodec,
} from './records/payer-records.ts';

const SALT_BYTES = 16;

/** What an act is to say. */
export interface NewAct {
  readonly to: Party;
  /** The request that it answers; null of a stream's. */
  readonly request: Hash | null;
  readonly amount: Amount;
  readonly memo: string;
  readonly stream: Stream | null;
  /** What is stored in the same write, given the act's sequence. */
  readonly also: (sequence: number) => readonly StorageChange[];
}

/** Stores the next act with all that follows from it, in one write; nothing is signed before. Gives its sequence. */
export async function writeAct(
  context: Context,
  open: OpenOwnHold,
  { to, request, amount, memo, stream, also }: NewAct,
): Promise<number> {
  const { hold, own, kind } = open;
  const payee = to.identity;
  const given = await givenTo(context, payee);
  const before = own.head === null ? null : await readAct(context, hold, sequenceAfter(own) - 1);
  const taken = kind === 'tab' && before?.status === 'voided' ? before.void : null;
  const opening =
    kind === 'tab' ? null : { identity: payee, salt: context.ports.random(SALT_BYTES) };
  const act: Act = {
    version: 1,
    hold,
    amount,
    total: own.total + amount - (taken === null ? 0n : own.amount),
    request,
    half: halfStep(given.half),
    payee: opening === null ? null : payeeCommitment(opening),
    stream,
    void: taken,
    salt: context.ports.random(SALT_BYTES),
  };
  const built = buildAct(actHead(open), act);
  const { sequence } = built.state;
  const record: ActRecord = {
    status: 'written',
    state: built.stateBytes,
    act: built.actBytes,
    signature: new Uint8Array(),
    to,
    opening,
    memo,
    at: context.ports.clock.now(),
    receipt: null,
    void: null,
    showing: await shownNow(context, open),
  };
  const half = halfNext(given.half, built.id);
  await store(context.vault, [
    ...placing(own, built, act, { ...given, half }, payee),
    storing(OFFLINE_KEYS.act(hold, sequence), actRecordCodec, record),
    // On a tab it can only be the last act.
    ...(opening === null ? [] : [{ key: OFFLINE_KEYS.unconfirmed(hold, sequence), value: payee }]),
    ...also(sequence),
  ]);
  return sequence;
}

/** The sequence that the next act on a hold has. */
export function sequenceAfter({ head }: OwnHold): number {
  const state = head === null ? null : decodeState(head);
  return (state?.ok === true ? state.value.sequence : 0) + 1;
}

/** What points to an act, and what the next one goes on from. */
function placing(
  own: OwnHold,
  built: BuiltAct,
  { hold, amount, total, request }: Act,
  given: GivenRecord,
  payee: Hash,
): StorageChange[] {
  const { sequence } = built.state;
  const pointer = { hold, sequence };
  const next: OwnHold = { ...own, head: built.stateBytes, amount, total };
  return [
    storing(OFFLINE_KEYS.own(hold), ownHoldCodec, next),
    storing(OFFLINE_KEYS.given(payee), givenRecordCodec, given),
    storing(OFFLINE_KEYS.step(payee, given.half.index), actPointerCodec, pointer),
    ...(request === null ? [] : [storing(OFFLINE_KEYS.answer(request), actPointerCodec, pointer)]),
  ];
}
