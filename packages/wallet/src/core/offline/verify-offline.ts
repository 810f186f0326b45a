import {
  type ActPlace,
  type ActTerms,
  type Hash,
  type Party,
  type SignedAct,
  actCodec,
  checkAct,
  createTickChain,
  decode,
  encode,
  equalBytes,
  firstPlace,
  partyCodec,
  receiptHash,
  signingContext,
  streamCodec,
  streamStart,
  tickFault,
  verifyJob,
} from '@tallystick/protocol';
import { type Context, findRecord, listRecords, readRecord } from '../context.ts';
import { readHashKey } from '../records/keys.ts';
import type { Problem } from '../outcome.ts';
import { isOwnDevice } from './evidence.ts';
import { type OpenOwnHold, actHead, openOwnHolds } from './own-hold.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import { type HeldRecord, gotActRecordCodec, heldRecordCodec } from './records/payee-records.ts';
import { actRecordCodec } from './records/payer-records.ts';
import { gotTicks, streamOf } from './stream/got-ticks.ts';
import { sequenceAfter } from './write-act.ts';

/** Checks every act that this wallet wrote or accepted: that it follows from its hold and the ones before, and who signed it. */
export async function verifyOffline(context: Context): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const open of await openOwnHolds(context))
    problems.push(...(await ownFaults(context, open)), ...(await seedFaults(context, open)));
  for (const { key, value: held } of await listRecords(
    context.vault,
    OFFLINE_KEYS.allHeld,
    heldRecordCodec,
  )) {
    const hold = readHashKey(key);
    const { terms, cap, writer } = held;
    const isDevice = (party: Party): boolean => isOwnDevice(context, party);
    const on = { sovereign: context.trust.sovereign, hold, terms, cap, writer, isDevice };
    problems.push(...(await gotFaults(context, on)));
    problems.push(...(await tickFaults(context, hold, held)));
  }
  return problems;
}

/** Own acts are one chain from the hold's first state to the head that its record names. */
async function ownFaults(context: Context, open: OpenOwnHold): Promise<Problem[]> {
  const { hold, own, cap } = open;
  const payees: Party[] = [];
  const on: ActTerms = {
    sovereign: context.trust.sovereign,
    hold,
    terms: own.terms,
    cap,
    writer: context.profile.device.key,
    // A void was taken from the device that had asked, and from no other.
    isDevice: (party) => payees.some((to) => isSame(to, party)),
  };
  const first = actHead({ ...open, own: { ...own, head: null } });
  let place: ActPlace = firstPlace(first.state, first.id);
  for (const [key, bytes] of await context.vault.list(OFFLINE_KEYS.acts(hold))) {
    const record = readRecord(key, bytes, actRecordCodec);
    const isSigned = record.signature.length > 0;
    const checked = actFault(context, record, on, place, isSigned);
    payees.push(record.to);
    if (!checked.ok) return [{ where: `record ${key}`, what: checked.fault }];
    ({ place } = checked);
  }
  if (place.id.toHex() === actHead(open).id.toHex()) return [];
  return [
    {
      where: `record ${OFFLINE_KEYS.own(hold)}`,
      what: 'names a head that its acts do not lead to',
    },
  ];
}

/** The seed of an open stream is where its ticks come from: it leads to the anchor that the last act commits to. */
async function seedFaults(
  { vault }: Context,
  { hold, own, stream }: OpenOwnHold,
): Promise<Problem[]> {
  if (stream === null) return [];
  const where = `record ${OFFLINE_KEYS.outgoing(hold)}`;
  const last = sequenceAfter(own) - 1;
  const record = await findRecord(vault, OFFLINE_KEYS.act(hold, last), actRecordCodec);
  const act = record === undefined ? undefined : decode(actCodec, record.act);
  const shown = act?.ok === true ? act.value.stream : null;
  const isOfAct =
    stream.sequence === last &&
    shown !== null &&
    equalBytes(encode(streamCodec, shown), encode(streamCodec, stream.stream));
  if (!isOfAct) return [{ where, what: 'is of another act than the last' }];
  const { anchor, links } = stream.stream;
  if (stream.reserved > links) return [{ where, what: 'counts more ticks than it has' }];
  if (equalBytes(createTickChain(stream.seed, links).anchor, anchor)) return [];
  return [{ where, what: 'has a seed that does not lead to its anchor' }];
}

/** The stored tick is one of the stream that the last act goes on with. */
async function tickFaults(context: Context, hold: Hash, held: HeldRecord): Promise<Problem[]> {
  const ticks = await gotTicks(context, hold, held);
  const stream = await streamOf(context, hold, held);
  if (ticks === undefined || stream === null) return [];
  const fault = tickFault(ticks.tick, streamStart(stream), stream);
  if (fault === undefined) return [];
  const what = `is no tick of its stream (${fault})`;
  return [{ where: `record ${OFFLINE_KEYS.gotTick(hold)}`, what }];
}

async function gotFaults(context: Context, on: ActTerms): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [key, bytes] of await context.vault.list(OFFLINE_KEYS.gotActs(on.hold))) {
    const where = `record ${key}`;
    const { act, receipt } = readRecord(key, bytes, gotActRecordCodec);
    const checked = actFault(context, act, on, null, true);
    if (!checked.ok) problems.push({ where, what: checked.fault });
    else if (checked.place.sequence !== readActKey(key).sequence) {
      problems.push({ where, what: 'is kept under another sequence' });
    }
    if (receipt.signature.length === 0) continue;
    const bound = signingContext('receipt', context.trust.sovereign);
    const message = receiptHash(receipt.receipt);
    const { key: device } = context.profile.device;
    if (!context.ports.crypto.verify(device, message, receipt.signature, bound)) {
      problems.push({ where, what: 'its receipt is not signed by this device' });
    }
  }
  return problems;
}

function isSame(a: Party, b: Party): boolean {
  return equalBytes(encode(partyCodec, a), encode(partyCodec, b));
}

type Checked =
  { readonly ok: true; readonly place: ActPlace } | { readonly ok: false; readonly fault: string };

function actFault(
  { ports }: Context,
  { act, state, signature }: SignedAct,
  on: ActTerms & { readonly hold: Hash },
  before: ActPlace | null,
  isSigned: boolean,
): Checked {
  const checked = checkAct({ act, state, signature }, on, before);
  if (!checked.ok) return { ok: false, fault: `its act does not hold (${checked.fault})` };
  const { jobs } = checked;
  if (isSigned && !jobs.every((job) => verifyJob(job, ports.crypto))) {
    return { ok: false, fault: 'its act is not signed as it says' };
  }
  return { ok: true, place: checked.checked.place };
}
