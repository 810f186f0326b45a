import {
  type Accepted,
  type CheckedAct,
  type Constitution,
  type Guarantee,
  type Handover,
  type HandoverCheck,
  type Hash,
  MAX_GUARANTEES,
  type OfflineRequest,
  type PayeeSide,
  type ProvenHold,
  type Receipt,
  type SignedReceipt,
  actCodec,
  actHash,
  checkHandover,
  decode,
  decodeState,
  encode,
  encodeAddress,
  encodeMessage,
  epochCodec,
  equalBytes,
  keyId,
  receiptCodec,
  receiptHash,
  signingContext,
  stateId,
  toHex,
} from '@tallystick/protocol';
import { type Context, findRecord, signWith, store, storing } from '../context.ts';
import { ownCountry } from '../pay/prepare.ts';
import type { StorageChange } from '../ports.ts';
import { StorageDamage } from '../storage/damage.ts';
import { MARGIN_MS, offlineNow, raisingFloor } from './clock.ts';
import { ownDevices, ownParty } from './evidence.ts';
import { isGivenUp } from './given-up.ts';
import { shownOn } from './halves/absorb.ts';
import { keepingSteps } from './halves/got-half.ts';
import { acceptHalf, showingHalf } from './halves/meet-halves.ts';
import { keepingShown } from './keep-shown.ts';
import { rememberingCrypto } from './known-signatures.ts';
import { isProvenStill, limitFault, requirementsAt } from './limits.ts';
import { notAccepted, sightHandover } from './not-accepted.ts';
import type { Acceptance } from './offline-types.ts';
import { readMessage, readRequestBytes } from './read-request.ts';
import { rulesFault } from './own-rules.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import {
  type AskedRecord,
  type GotActRecord,
  type HeldRecord,
  askedRecordCodec,
  gotActRecordCodec,
  gotRecordCodec,
  heldRecordCodec,
} from './records/payee-records.ts';
import { isReleased } from './release.ts';
import { keepingStranger, noStranger } from './strangers.ts';
import { placeWithTicks } from './stream/got-ticks.ts';
import { amountText } from './views.ts';
import { meaningOf } from './words.ts';

/**
 * The payee's side of a handover: what was accepted is stored with the receipt that is to be signed, then the receipt is
 * signed, stored, and only then given out. Handed the same act again it gives the same receipt.
 */
export async function accept(context: Context, bytes: Uint8Array): Promise<Acceptance> {
  const handover = readMessage(bytes, 'handover', 'half');
  if (handover.kind === 'half') return await acceptHalf(context, handover);
  const state = decodeState(handover.act.state);
  const act = decode(actCodec, handover.act.act);
  const subject = actHash(handover.act.act);
  if (!state.ok || !act.ok) return notAccepted(subject, 'form', null);
  const { chain, sequence } = state.value;
  const key = OFFLINE_KEYS.gotAct(chain, sequence);
  const known = await findRecord(context.vault, key, gotActRecordCodec);
  const asked = await findAsked(context, act.value.request);
  if (known !== undefined && equalBytes(known.act.state, handover.act.state)) {
    const answer = await answered(context, key, known);
    if (act.value.request === null || isAnsweredBy(asked, chain, sequence)) return answer;
    // It came in a half, without the checks of a handover: its payer has the receipt, and no request is paid by it.
    return { ...notAccepted(subject, 'request', null), message: answer.message };
  }
  const held = await findRecord(context.vault, OFFLINE_KEYS.held(chain), heldRecordCodec);
  const now = await offlineNow(context);
  const open = asked !== undefined && isOpen(asked, now) ? asked : undefined;
  const side = await sideOf(context, { open, held, chain, now, handover });
  const check = checkHandover(handover, side, rememberingCrypto(context));
  const hold = check.ok ? check.accepted.hold : side.known;
  const { changes, proof } = await sightHandover(context, handover, hold);
  const forked = proof === undefined ? undefined : 'forked';
  const fault = check.ok
    ? (forked ?? (await furtherFault(context, check.accepted, open)))
    : undefined;
  if (!check.ok || fault !== undefined || open === undefined) {
    await store(context.vault, await boundedBy(context, chain, held, changes));
    if (!check.ok) {
      return await showingHalf(context, refusedBy(check, subject, side, handover), side, handover);
    }
    return notAccepted(subject, fault ?? 'request', side.half);
  }
  const record = await keep(context, handover, check.accepted, open, changes);
  return await answered(context, key, record);
}

/** A request of this wallet's, as it was stored. */
export interface Asked {
  readonly id: Hash;
  readonly record: AskedRecord;
  readonly request: OfflineRequest;
}

async function findAsked(context: Context, id: Hash | null): Promise<Asked | undefined> {
  if (id === null) return undefined;
  const record = await findRecord(context.vault, OFFLINE_KEYS.asked(id), askedRecordCodec);
  if (record === undefined) return undefined;
  return { id, record, request: readRequestBytes(record.request.request) };
}

function isAnsweredBy(asked: Asked | undefined, hold: Hash, sequence: number): boolean {
  const answer = asked?.record.answer ?? null;
  return answer !== null && equalBytes(answer.hold, hold) && answer.sequence === sequence;
}

function isOpen({ record, request }: Asked, now: number): boolean {
  return record.answer === null && now <= request.until;
}

export async function sideOf(
  context: Context,
  {
    open,
    held,
    chain,
    now,
    handover,
  }: {
    /** Null: the act answers no request. */
    readonly open: Asked | null | undefined;
    readonly held: HeldRecord | undefined;
    readonly chain: Hash;
    readonly now: number;
    readonly handover: Handover;
  },
): Promise<PayeeSide> {
  const { trust } = context;
  const isProven = held !== undefined && (await isProvenStill(context, held, now));
  const known = isProven ? provenOf(trust, chain, held) : null;
  const writer = held?.writer ?? handover.bundle?.putter.device.key ?? null;
  const got =
    writer === null
      ? undefined
      : await findRecord(context.vault, OFFLINE_KEYS.got(keyId(writer)), gotRecordCodec);
  const country = open?.request.country ?? '';
  const records = context.identity?.view.records ?? [];
  const tier = records.find((record) => record.country === country)?.tier ?? 0;
  return {
    pinned: trust.sovereign,
    self: ownParty(context),
    devices: ownDevices(context),
    record: { country, tier },
    // An act that answers nothing that this wallet asked for is not accepted, whatever it gives.
    asked: askedBy(open),
    known,
    place: held === undefined ? null : await placeWithTicks(context, chain, held),
    half: got?.half ?? null,
    shown: writer === null ? [] : await shownOn(context, keyId(writer), chain, held?.place ?? null),
    marginMs: MARGIN_MS,
    requirements: await requirementsAt(context, now),
  };
}

/** What was seen of an allowance of which nothing is accepted has its bound. */
async function boundedBy(
  context: Context,
  hold: Hash,
  held: HeldRecord | undefined,
  changes: readonly StorageChange[],
): Promise<readonly StorageChange[]> {
  if (held !== undefined || changes.length === 0) return changes;
  const bytes = changes.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
  const room = await keepingStranger(context, 'hold', hold, bytes);
  return room === undefined ? [] : [...room, ...changes];
}

function askedBy(open: Asked | null | undefined): PayeeSide['asked'] {
  if (open === null) return null;
  if (open === undefined) return { id: NO_REQUEST, currency: NO_REQUEST, amount: 0n };
  return { id: open.id, currency: open.request.currency, amount: open.request.amount };
}

/** No request hashes to this. */
const NO_REQUEST = new Uint8Array(32);

/** A hold that this wallet has proven before. */
function provenOf(
  { constitution, sovereign }: { readonly constitution: Constitution; readonly sovereign: Hash },
  hold: Hash,
  held: HeldRecord,
): ProvenHold {
  const epoch = decode(epochCodec, held.epoch);
  if (!epoch.ok) throw new StorageDamage([{ where: 'record offline/held', what: epoch.reason }]);
  const { terms, cap, owner, country, writer, first, guarantees, signedAt } = held;
  const proven = { terms, cap, owner, country, writer, first, guarantees, signedAt };
  return { constitution, epoch: epoch.value, sovereign, hold, cosigners: [], ...proven };
}

export function refusedBy(
  check: Extract<HandoverCheck, { ok: false }>,
  subject: Hash,
  side: PayeeSide,
  handover: Handover,
): Acceptance {
  const act = decode(actCodec, handover.act.act);
  const shown = act.ok ? act.value.half.index - 1 : 0;
  // An older copy of the payer goes on from an act that this wallet has gone past.
  const isOld = check.code === 'act' && side.half !== null && shown < side.half.index;
  if (isOld) return notAccepted(subject, 'half', side.half, 'ahead');
  return notAccepted(subject, check.code, side.half, check.fault);
}

/** What the protocol's checks leave to the wallet: an epoch that is not over, own limits, the rulebook that it carries. */
export async function furtherFault(
  context: Context,
  accepted: Accepted,
  open: Asked | null | undefined,
): Promise<string | undefined> {
  const { hold, act, value } = accepted;
  if (open === undefined) return 'request';
  const { epochs } = context.trust;
  if (await isReleased(context, hold.hold)) return 'released';
  if (hold.epoch.number < (epochs.at(-1)?.number ?? 0)) return 'bundle';
  if (await isGivenUp(context, hold.hold, act)) return 'voided';
  const { writer } = hold;
  const isCheque = act.act.payee !== null && writer !== null;
  const { currency } = hold.terms;
  const limit = isCheque
    ? await limitFault(context, currency, hold.owner.identity, value)
    : undefined;
  if (limit !== undefined) return limit;
  const country = open?.request.country ?? ownCountry(context, undefined);
  return await rulesFault(context, accepted, country);
}

/** Stores what was accepted with its receipt, in one write: a receipt takes no position, and is not given out before. */
export async function keep(
  context: Context,
  handover: Handover,
  accepted: Accepted,
  asked: Asked | null,
  sighted: readonly StorageChange[],
): Promise<GotActRecord> {
  const { act, half, hold, value } = accepted;
  const { writer } = hold;
  if (writer === null) throw new RangeError('an act on a hold without a writer');
  const by = ownParty(context);
  const time = await offlineNow(context);
  const receipt: Receipt = { version: 1, preCommitment: act.preCommitment, half, by, time };
  const record: GotActRecord = {
    act: handover.act,
    opening: handover.payee,
    value,
    currency: hold.terms.currency,
    from: hold.owner.identity,
    memo: asked?.request.memo ?? '',
    at: time,
    receipt: await signedReceipt(context, encode(receiptCodec, receipt)),
    paid: 0n,
    isRegistered: false,
    isOver: false,
    entitlements: [],
  };
  const { sequence } = act.state;
  const answer = { hold: hold.hold, sequence };
  await store(context.vault, [
    ...sighted,
    ...(await keepingShown(context, handover.bundle)),
    storing(OFFLINE_KEYS.gotAct(hold.hold, sequence), gotActRecordCodec, record),
    ...(asked === null
      ? []
      : [
          storing(OFFLINE_KEYS.asked(asked.id), askedRecordCodec, { ...asked.record, answer }),
          { key: OFFLINE_KEYS.waiting(asked.id), value: null },
        ]),
    ...keepingSteps(
      keyId(writer),
      handover.earlier.map((one) => ({ act: one, payee: null })),
    ),
    storing(OFFLINE_KEYS.got(keyId(writer)), gotRecordCodec, { half, from: hold.owner.identity }),
    ...noStranger(keyId(writer), hold.hold),
    await keepingHold(context, hold, act),
    ...(handover.payee === null
      ? []
      : [{ key: OFFLINE_KEYS.due(hold.hold, sequence), value: new Uint8Array([1]) }]),
    ...(await raisingFloor(context, hold.signedAt)),
  ]);
  return record;
}

/** Pins a hold that was proven, or moves it on. */
async function keepingHold(
  context: Context,
  hold: ProvenHold,
  act: CheckedAct,
): Promise<StorageChange> {
  const key = OFFLINE_KEYS.held(hold.hold);
  const before = await findRecord(context.vault, key, heldRecordCodec);
  const { terms, cap, owner, country, first, signedAt } = hold;
  const writer = hold.writer ?? owner.device.key;
  const isLater = before?.place === null || (before?.place.sequence ?? 0) < act.place.sequence;
  const epoch = encode(epochCodec, hold.epoch);
  // A new epoch may have given up what it was raised by.
  const isSame = before !== undefined && equalBytes(before.epoch, epoch);
  const record: HeldRecord = {
    epoch,
    terms,
    cap: before !== undefined && isSame && before.cap > cap ? before.cap : cap,
    owner,
    country,
    writer,
    first,
    // Of one epoch what was shown once stays shown.
    guarantees: allGuarantees(isSame ? before.guarantees : [], hold.guarantees),
    signedAt,
    place: isLater ? act.place : (before?.place ?? act.place),
    taken: before?.taken ?? 0n,
    isOver: before?.isOver ?? false,
  };
  return storing(key, heldRecordCodec, record);
}

/** Collateral before cover: so they are claimed. */
function allGuarantees(
  known: readonly Guarantee[],
  shown: readonly Guarantee[],
): readonly Guarantee[] {
  const isNew = (one: Guarantee): boolean => !known.some(({ hold }) => equalBytes(hold, one.hold));
  return [...known, ...shown.filter(isNew)]
    .toSorted((a, b) => Number(a.isCover) - Number(b.isCover))
    .slice(0, MAX_GUARANTEES);
}

async function signedReceipt(
  { deviceKey, ports, trust }: Context,
  receipt: Uint8Array,
): Promise<SignedReceipt> {
  const bound = signingContext('receipt', trust.sovereign);
  const signature = await signWith(ports, deviceKey, receiptHash(receipt), bound);
  return { receipt, signature };
}

/** The stored receipt, signed now where it came in a half. */
export async function answered(
  context: Context,
  key: string,
  record: GotActRecord,
): Promise<Acceptance> {
  let { receipt } = record;
  if (receipt.signature.length === 0) {
    receipt = await signedReceipt(context, receipt.receipt);
    await store(context.vault, [storing(key, gotActRecordCodec, { ...record, receipt })]);
  }
  const hold = decodeState(record.act.state);
  const act = decode(actCodec, record.act.act);
  const chain = hold.ok ? hold.value.chain : stateId(record.act.state);
  const held = await findRecord(context.vault, OFFLINE_KEYS.held(chain), heldRecordCodec);
  return {
    status: 'accepted',
    ...meaningOf(record.opening === null ? 'tab' : 'cheque'),
    ...amountText(context, record.currency, record.value),
    from: encodeAddress(record.from),
    memo: record.memo,
    request: act.ok && act.value.request !== null ? toHex(act.value.request) : '',
    until: held?.terms.claims[0]?.until ?? 0,
    message: encodeMessage({ kind: 'receipt', receipt }),
  };
}
