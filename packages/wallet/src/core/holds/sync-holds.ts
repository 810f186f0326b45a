import {
  type Condition,
  type Hash,
  decode,
  equalBytes,
  hash,
  holdCodec,
  leastCost,
  nodesOf,
  stateId,
  toHex,
  witnessCodec,
} from '@tallystick/protocol';
import { entryAt } from '../chain/entry-at.ts';
import { refetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import { ledgerTime } from '../chain/ledger-time.ts';
import { hasten } from '../chain/place-not-free.ts';
import { isWaiting } from '../collect/check-hold.ts';
import { listHolds } from '../collect/collect.ts';
import { readRefusal } from '../collect/read-refusal.ts';
import { standingOf, timeFor } from '../collect/standing.ts';
import { isShunned, postponeDoubtful, shun, takeFewer, triable } from '../collect/wary.ts';
import type { OpenHold } from '../client/own-client.ts';
import { type Context, findRecord, listRecords, store } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import type { Holding } from '../records/chain-record.ts';
import { entryRecordCodec } from '../records/entry-record.ts';
import { KEYS, readHashKey, readPlaceKey } from '../records/keys.ts';
import { Stop } from '../stop.ts';
import { conditionsOf, isMine, isOwnHold, isPending, keepingHold } from './known.ts';
import type { MandateView } from './holds-types.ts';
import { fundMandates, listMandates } from './mandates.ts';
import { HOLD_KEYS, type KnownHold, type Place, knownHoldCodec } from './records.ts';
import {
  type Item,
  fitting,
  holdingOf,
  inOneTransition,
  itemOf,
  proposeTakings,
  saysMore,
} from './take-hold.ts';
import { ProvenPuts } from './proven-puts.ts';
import { newKnown } from './terms-text.ts';

/** Takings of one transition, and transitions of one call. */
const MAX_ITEMS = 64;
const MAX_TRANSITIONS = 16;

/** How long a hold is listed that ended without this wallet. */
const FORGET_MS = 30 * 86_400_000;

/** What came in, and the mandates for which the balance is short. */
export interface Waited {
  readonly received: readonly Holding[];
  readonly reminders: readonly MandateView[];
}

/**
 * Learns what lies in holds with terms, and takes what asks for nobody's word (times that have come, periods that have begun, what a swap's
 * other side has opened) and what nobody else can take first.
 */
export async function takeWaiting(context: Context): Promise<Holding[]> {
  await learnHolds(context);
  const received: Holding[] = [];
  for (let made = 0; made < MAX_TRANSITIONS; made += 1) {
    const { firm } = await dueItems(context);
    const most = Math.min(context.wary.limit, MAX_ITEMS);
    const items = fitting(context, inOneTransition(firm)).slice(0, most);
    if (items.length === 0) break;
    const taken = await takeItems(context, items);
    received.push(...taken);
    if (taken.length === 0) break;
  }
  return received;
}

/**
 * Sets aside what mandates ask for, then takes what others could spoil, one hold for each transition, the largest first. Unless the chain's next place `isFree` it only
 * looks.
 */
export async function settleWaiting(context: Context, isFree: boolean): Promise<Waited> {
  if (isFree) await fundMandates(context);
  const received = context.chains.device.pending === null ? await takeDoubtful(context) : [];
  const reminders = (await listMandates(context)).filter(({ reminder }) => reminder !== null);
  return { received, reminders };
}

async function takeDoubtful(context: Context): Promise<Holding[]> {
  const received: Holding[] = [];
  const { doubtful } = await dueItems(context);
  const byAmount = doubtful.toSorted(
    (a, b) => Number(b.amount > a.amount) - Number(b.amount < a.amount),
  );
  const able = byAmount.filter((one) => inOneTransition([one]).length > 0);
  const now = await triable(context, able, ({ known }) => known.owner);
  for (const item of fitting(context, now).slice(0, MAX_TRANSITIONS)) {
    const taken = await takeItems(context, [item]);
    received.push(...taken);
    if (taken.length > 0) continue;
    await postponeDoubtful(context, item.known.owner);
    break;
  }
  return received;
}

async function learnHolds(context: Context): Promise<void> {
  const receivables = await listHolds(context, 'receivables');
  const outstanding = await listHolds(context, 'outstanding');
  const listed = new Map([...outstanding, ...receivables].map((open) => [toHex(open.hold), open]));
  const changes: StorageChange[] = [];
  for (const { key, value } of await listRecords(
    context.vault,
    HOLD_KEYS.allKnown,
    knownHoldCodec,
  )) {
    const hold = readHashKey(key);
    const open = listed.get(toHex(hold));
    listed.delete(toHex(hold));
    if (isForgettable(context, value)) {
      changes.push({ key, value: null });
      continue;
    }
    const next = await learned(context, hold, value, open);
    if (next !== value) changes.push(keepingHold(hold, next));
  }
  const puts = new ProvenPuts(context);
  for (const open of listed.values()) {
    const known = await newHold(context, puts, open);
    if (known !== undefined) changes.push(keepingHold(open.hold, known));
  }
  await store(context.vault, changes);
}

/** Of a hold that a stranger put, that is gone, and of which this wallet took nothing, nobody asks any more after a month. */
function isForgettable(context: Context, known: KnownHold): boolean {
  if (!known.gone || known.taking !== null || isOwnHold(context, known)) return false;
  const ended = Math.max(...known.terms.claims.map(({ until }) => until));
  return ended + FORGET_MS < ledgerTime(context);
}

/** A known hold after a look at the lists. */
async function learned(
  context: Context,
  hold: Hash,
  known: KnownHold,
  open: OpenHold | undefined,
): Promise<KnownHold> {
  if (open !== undefined) {
    const handle = isOwnHold(context, known) ? null : open.from.handle;
    const next = { ...known, rest: open.amount, claim: open.claim, handle, gone: false };
    const isSame = next.rest === known.rest && next.claim === known.claim;
    const same = isSame && next.handle === known.handle && !known.gone;
    return same ? known : next;
  }
  if (known.gone || !isListed(context, known)) return known;
  if (known.placed !== null && (await entryAt(context, known.placed)) === undefined) return known;
  return (await learnPreimages(context, hold, known)) ? { ...known, gone: true } : known;
}

/** Whether one of the lists has a hold as long as it is open. */
function isListed(context: Context, known: KnownHold): boolean {
  return (
    isOwnHold(context, known) ||
    known.terms.claims.some(
      ({ payee }) =>
        payee.kind === 'identity' && equalBytes(payee.identity, context.enrolment.identity),
    )
  );
}

/**
 * A hold with terms that this wallet can claim under, or that its identity has put, here without a record of it: by another device, or
 * before the wallet was put back from an older copy. Plain payments and tabs are others' business.
 */
async function newHold(
  context: Context,
  puts: ProvenPuts,
  open: OpenHold,
): Promise<KnownHold | undefined> {
  const decoded = decode(holdCodec, open.entry);
  if (!decoded.ok) return undefined;
  const terms = decoded.value;
  if (!isWaiting(terms)) return undefined;
  const known = newKnown(terms, { put: open.put, owner: open.from.identity });
  const placed = isOwnHold(context, known) ? await placeOf(context, open.put) : null;
  const index = await puts.indexOf(open);
  return {
    ...known,
    rest: open.amount,
    claim: open.claim,
    handle: open.from.handle,
    index,
    placed,
  };
}

/** Where a put stands on this device's chain; null where another device made it. */
async function placeOf({ vault }: Context, put: Hash): Promise<Place | null> {
  for (const { key, value } of await listRecords(vault, KEYS.entries('device'), entryRecordCodec)) {
    if (!equalBytes(stateId(value.transition.state), put)) continue;
    return { sequence: readPlaceKey(key).sequence, id: put };
  }
  return null;
}

/**
 * What a taking of an own hold has shown may be what another hold asks for: a swap's other half. False where it is to be asked for again:
 * a taking that is not durable yet closes the hold, and shows nothing.
 */
async function learnPreimages(context: Context, hold: Hash, known: KnownHold): Promise<boolean> {
  const leaves = conditionsOf(known).flatMap((condition) => nodesOf(condition));
  const asked = leaves.flatMap(({ condition }) =>
    condition.kind === 'preimage' ? [toHex(condition.hash)] : [],
  );
  const { claims } = known.terms;
  const isTraced = claims.some(({ payee }) => payee.kind === 'identity');
  if (asked.length === 0 || !isTraced || !isOwnHold(context, known)) return true;
  const shown = await context.own.witnesses(hold, known.put);
  // After its windows nobody has taken it: it came back.
  if (shown === null) return claims.every(({ until }) => until < ledgerTime(context));
  const changes: StorageChange[] = [];
  for (const bytes of shown) {
    const witness = decode(witnessCodec, bytes);
    if (!witness.ok || witness.value.proof.kind !== 'bytes') continue;
    const { bytes: preimage } = witness.value.proof;
    if (preimage.length > 64) continue;
    const hashed = hash('preimage', preimage);
    // Whoever answers may show whatever it likes: what the hold did not ask for is not kept.
    if (!asked.includes(toHex(hashed))) continue;
    changes.push({ key: HOLD_KEYS.preimage(hashed), value: preimage });
    changes.push({ key: HOLD_KEYS.learned(hashed), value: new Uint8Array() });
  }
  await store(context.vault, changes);
  return true;
}

/** Own claims that nobody's word is needed for, of what others have put: what nobody else can spoil, and the rest. */
async function dueItems(context: Context): Promise<{ firm: Item[]; doubtful: Item[] }> {
  const items = await trueItems(context);
  const now = ledgerTime(context);
  const turns = items.flatMap((item) => turnsOf(item, context.seen.signedTime, now));
  if (turns.length > 0) {
    // By this wallet's clock, which may be ahead: the ledger is asked for a header of that time.
    await hasten(context, Math.max(...turns) - 1);
    await refetchCheckpoint(context);
  }
  const passing = (at: number) => (item: Item) =>
    standingOf(context, item.known.terms, item.claim, at).kind === 'passing';
  const then = await timeFor(context, (known) => items.some(passing(known)));
  const { signedTime } = context.seen;
  const [firm, doubtful]: [Item[], Item[]] = [[], []];
  for (const item of items) {
    if (turnsOf(item, signedTime, now).length > 0) continue;
    const standing = standingOf(context, item.known.terms, item.claim, then);
    if (standing.kind === 'firm') firm.push({ ...item, ends: standing.until });
    if (standing.kind === 'doubtful') doubtful.push(item);
  }
  return { firm, doubtful };
}

/** Moments within (`from`, `to`] at which more of a claim is true, or due, than before. */
function turnsOf({ known, claim: at }: Item, from: number, to: number): number[] {
  const claim = known.terms.claims[at];
  if (claim === undefined) return [];
  const { condition, meter } = claim;
  const times = (condition === null ? [] : nodesOf(condition)).flatMap(({ condition: node }) =>
    node.kind === 'after' ? [node.time] : [],
  );
  if (meter.kind === 'schedule' && to >= meter.firstAt) {
    const begun = Math.min(meter.periods - 1, Math.floor((to - meter.firstAt) / meter.periodMs));
    times.push(meter.firstAt + begun * meter.periodMs);
  }
  return times.filter((time) => time > from && time <= to);
}

async function trueItems(context: Context): Promise<Item[]> {
  const items: Item[] = [];
  for (const { key, value: known } of await listRecords(
    context.vault,
    HOLD_KEYS.allKnown,
    knownHoldCodec,
  )) {
    const hold = readHashKey(key);
    const { rest, gone, taking, claim: from } = known;
    if (rest === null || gone || isOwnHold(context, known)) continue;
    if (taking !== null && isPending(context, taking)) continue;
    for (const [at, claim] of known.terms.claims.entries()) {
      const { condition } = claim;
      if (!isMine(context, claim) || !(await asksNothing(context, condition))) continue;
      if (isShunned(context, shunName(hold, at))) continue;
      const found = await itemOf(context, { hold, known, rest, from }, at, false);
      if (found.kind !== 'item') continue;
      items.push(found.item);
      break;
    }
  }
  return items;
}

/** Whether it asks for times alone, or for preimages that another taking has shown already. */
async function asksNothing({ vault }: Context, condition: Condition | null): Promise<boolean> {
  if (condition === null || leastCost(condition).witnesses === 0) return true;
  for (const { condition: leaf } of nodesOf(condition)) {
    if (leaf.kind === 'signed' || leaf.kind === 'attested' || leaf.kind === 'admitted')
      return false;
    if (leaf.kind !== 'preimage') continue;
    if ((await vault.get(HOLD_KEYS.learned(leaf.hash))) === undefined) return false;
  }
  return true;
}

function shunName(hold: Hash, claim: number): string {
  return `hold ${toHex(hold)} ${claim}`;
}

/** Takes items in one transition; nothing where they were refused: then what it was about is left out, or the next takes are smaller. */
async function takeItems(context: Context, items: readonly Item[]): Promise<Holding[]> {
  const { settled } = await proposeTakings(context, items);
  if (settled.kind === 'unknown') throw new Stop(settled.failure);
  if (settled.kind === 'refused') {
    if (!saysMore(settled.refusal)) return [];
    const { taking } = readRefusal(settled.refusal.data);
    const one = items[taking ?? (items.length === 1 ? 0 : items.length)];
    if (one !== undefined) await shun(context, shunName(one.hold, one.claim));
    else await takeFewer(context, items.length);
    return [];
  }
  const changes: StorageChange[] = [];
  for (const { hold, amount } of items) {
    const known = await findRecord(context.vault, HOLD_KEYS.known(hold), knownHoldCodec);
    if (known === undefined || known.rest === null) continue;
    const rest = known.rest - amount;
    changes.push(keepingHold(hold, { ...known, rest, gone: rest === 0n }));
  }
  await store(context.vault, changes);
  return items.map(holdingOf);
}
