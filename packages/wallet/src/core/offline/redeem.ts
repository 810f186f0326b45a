import {
  type Amount,
  type Hash,
  MAX_AMOUNT,
  type TakeOperation,
  type Taking,
  SALT_BYTES,
  chequeEvidenceCodec,
  encode,
  equalBytes,
  meteredClaim,
  stateId,
  tabEvidenceCodec,
  takingEvidenceCodec,
  toHex,
} from '@tallystick/protocol';
import { nextOfDevice } from '../chain/chain-tip.ts';
import { move } from '../chain/holdings.ts';
import { ledgerTime, notAfterOf } from '../chain/ledger-time.ts';
import { freePlace, propose } from '../chain/settle.ts';
import { isShunned } from '../collect/wary.ts';
import { type Context, listRecords, loadRecord, storing } from '../context.ts';
import type { Holding } from '../records/chain-record.ts';
import type { Detail } from '../records/detail.ts';
import { readHashKey } from '../records/keys.ts';
import { Stop } from '../stop.ts';
import { applyDeposits } from './apply-deposits.ts';
import { dueCheques } from './limits.ts';
import { payerHandles } from './payer-handles.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import {
  type GotActRecord,
  type HeldRecord,
  depositRecordCodec,
  gotActRecordCodec,
  heldRecordCodec,
} from './records/payee-records.ts';
import type { ActPointer } from './records/payer-records.ts';
import { type RefusedTaking, learnFrom, shunName } from './refused-taking.ts';
import { roomFor } from './room-for.ts';
import { gotTicks } from './stream/got-ticks.ts';

/** Signatures that one transition may bring are bounded (protocol.md section 4): one act for each. */
const MAX_ITEMS = 16;
/** Transitions of one call: what is left waits for the next. */
const MAX_TRANSITIONS = 16;

/** What one act is taken for: a tab's highest, or a cheque from its allowance and what guarantees it. */
export interface Item {
  readonly act: ActPointer;
  readonly currency: Hash;
  readonly from: Hash;
  /** Links of hash chains that the ledger has to hash for it. */
  readonly links: number;
  /** When it is sure to be refused; null where only the ledger knows. */
  readonly ends: number | null;
  readonly takings: readonly Taking[];
}

/** Takes what tabs have given, whose windows may be about to end: nobody else can take it, so nothing here is refused but for that end. */
export async function redeemTabs(context: Context): Promise<Holding[]> {
  return await redeemSome(context, dueTabs);
}

/** Takes what tabs and cheques have given and was not taken yet. A refusal is learned from, and the next call goes on. */
export async function redeem(context: Context): Promise<Holding[]> {
  return await redeemSome(context, dueItems);
}

async function redeemSome(
  context: Context,
  due: (context: Context) => Promise<readonly Item[]>,
): Promise<Holding[]> {
  const received: Holding[] = [];
  await freePlace(context, 'device');
  await applyDeposits(context);
  for (let made = 0; made < MAX_TRANSITIONS; made += 1) {
    const limit = Math.min(context.wary.limit, MAX_ITEMS);
    const items = fitting(context, roomFor((await due(context)).slice(0, limit)));
    if (items.length === 0) break;
    const taken = await takeItems(context, items);
    if (taken === undefined) break;
    received.push(...taken);
    await applyDeposits(context);
  }
  return received;
}

/**
 * What is due and can go together. A transition is admitted whole or not at all, and one that is refused keeps the place until
 * it is stale: so tabs, which nobody else can empty, never wait for cheques, nor good cheques for those of an allowance of which
 * the ledger has said that there is not enough in it, nor any of these for what is over unless a closure has put its end off.
 */
async function dueItems(context: Context): Promise<readonly Item[]> {
  const tabs = await dueTabs(context);
  if (tabs.length > 0) return tabs;
  const [good, doubtful, late]: [Item[], Item[], Item[]] = [[], [], await tabItems(context, true)];
  const due = await dueCheques(context);
  const short = new Set<string>();
  for (const { key, value } of due) {
    if (value.entitlements.length > 0) short.add(toHex(readActKey(key).hold));
  }
  const left = new Left();
  for (const { key, value } of due) {
    const act = readActKey(key);
    // What is not taken leaves what is there to the others.
    if (isShunned(context, shunName(act))) continue;
    const held = await loadRecord(context.vault, OFFLINE_KEYS.held(act.hold), heldRecordCodec);
    const item = chequeItem(act, value, held, left);
    if (item === undefined) continue;
    if (!value.isRegistered && isLate(context, held)) late.push({ ...item, ends: null });
    else (short.has(toHex(act.hold)) ? doubtful : good).push(item);
  }
  return together(context, [good, doubtful, late].find((items) => items.length > 0) ?? []);
}

/** What tabs gave whose windows are open. */
async function dueTabs(context: Context): Promise<readonly Item[]> {
  return together(context, await tabItems(context, false));
}

/** What is about to end goes by itself, after the rest, so that it makes no other's time shorter. */
function together(context: Context, items: readonly Item[]): readonly Item[] {
  const usual = notAfterOf(context);
  const lasting = items.filter(({ ends }) => ends === null || ends >= usual);
  return lasting.length > 0 ? lasting : items.slice(0, 1);
}

async function tabItems(context: Context, late: boolean): Promise<Item[]> {
  const items: Item[] = [];
  for (const { key, value: held } of await listRecords(
    context.vault,
    OFFLINE_KEYS.allHeld,
    heldRecordCodec,
  )) {
    if (isLate(context, held) !== late) continue;
    const item = await tabItem(context, readHashKey(key), held);
    if (item === undefined || isShunned(context, shunName(item.act))) continue;
    items.push(late ? { ...item, ends: null } : item);
  }
  return items;
}

function isLate(context: Context, { terms }: HeldRecord): boolean {
  return (meteredClaim(terms)?.claim.until ?? 0) < ledgerTime(context);
}

/** What a tab has given, by its highest act and the ticks beside it, and was not taken. `release`: this wallet will claim no more of it. */
export async function tabItem(
  context: Context,
  hold: Hash,
  held: HeldRecord,
  release = false,
): Promise<Item | undefined> {
  const metered = meteredClaim(held.terms);
  const { place, taken, isOver, owner, terms } = held;
  const kind = metered?.claim.meter.kind;
  if (metered === undefined || place === null || isOver) return undefined;
  if (kind !== 'voucher' && kind !== 'ticks') return undefined;
  const ticks = await gotTicks(context, hold, held);
  const got = place.total + (ticks?.worth ?? 0n);
  if (got <= taken) return undefined;
  const act: ActPointer = { hold, sequence: place.sequence };
  const key = OFFLINE_KEYS.gotAct(hold, place.sequence);
  const record = await loadRecord(context.vault, key, gotActRecordCodec);
  const meter = encode(tabEvidenceCodec, { act: record.act, tick: ticks?.tick ?? null, release });
  const proof = { evidence: evidenceOf(meter), witnesses: [] };
  const taking = { hold, claim: metered.index, amount: got - taken, proof };
  const links = ticks?.tick.count ?? 0;
  const from = owner.identity;
  const ends = metered.claim.until;
  return { act, currency: terms.currency, from, links, ends, takings: [taking] };
}

/** What cheques that are taken before leave in holds that are known to be short, by the holds' ids. */
class Left {
  readonly #amounts = new Map<string, Amount>();

  /** What to ask a hold for: `known` is what the ledger has said of this cheque, `most` what there is where nothing was taken. */
  ask(hold: Hash, rest: Amount, known: Amount | undefined, most: Amount): Amount {
    const name = toHex(hold);
    const before = this.#amounts.get(name) ?? most;
    const amount = least(rest, known ?? before);
    // Of a cheque that gets all it asks for nobody learns what else is there.
    const there = known !== undefined && known < rest ? known : before;
    if (there < MAX_AMOUNT) this.#amounts.set(name, there > amount ? there - amount : 0n);
    return amount;
  }
}

/**
 * A cheque is taken whole from its allowance; where the ledger has said that less is left there, the rest from what
 * guarantees it, in the same transition: collateral first, then cover.
 */
function chequeItem(
  act: ActPointer,
  record: GotActRecord,
  held: HeldRecord,
  left: Left,
): Item | undefined {
  const { opening, currency, from } = record;
  const metered = meteredClaim(held.terms);
  if (opening === null || metered === undefined) return undefined;
  const evidence = evidenceOf(encode(chequeEvidenceCodec, { act: record.act, payee: opening }));
  const proof = { evidence, witnesses: [] };
  const known = (hold: Hash): Amount | undefined =>
    record.entitlements.find((one) => equalBytes(one.hold, hold))?.amount;
  let rest = record.value - record.paid;
  const takings: Taking[] = [];
  const first = left.ask(act.hold, rest, known(act.hold), MAX_AMOUNT);
  if (!record.isRegistered || first > 0n) {
    takings.push({ hold: act.hold, claim: metered.index, amount: first, proof });
  }
  rest -= first;
  // Nothing is asked of them by a cheque whose allowance has enough.
  for (const { hold, cap } of held.guarantees) {
    const amount = left.ask(hold, rest, known(hold), cap);
    if (amount > 0n) takings.push({ hold, claim: 0, amount, proof });
    rest -= amount;
  }
  // What guarantees a cheque ends later, and each at another time.
  const ends = record.isRegistered ? null : metered.claim.until;
  return takings.length === 0 ? undefined : { act, currency, from, links: 0, ends, takings };
}

function least(a: Amount, b: Amount): Amount {
  return a < b ? a : b;
}

function evidenceOf(meter: Uint8Array): Uint8Array {
  return encode(takingEvidenceCodec, { meter, outcomes: [] });
}

/** Those that the balances have room for. */
function fitting(context: Context, items: readonly Item[]): Item[] {
  let { balances } = context.chains.device;
  return items.filter((item) => {
    const after = move(balances, amountsOf(item));
    if (after.ok) balances = after.holdings;
    return after.ok;
  });
}

function amountsOf({ currency, takings }: Item): Holding[] {
  return takings.map(({ amount }) => ({ currency, amount }));
}

/** Takes items in one transition; undefined where they were refused, which is then remembered of them. */
async function takeItems(context: Context, items: readonly Item[]): Promise<Holding[] | undefined> {
  const amounts = items.flatMap(amountsOf);
  const after = move(context.chains.device.balances, amounts);
  if (!after.ok) throw new RangeError('more than was checked');
  const payers = items.map(({ from }) => from);
  const handles = await payerHandles(context, payers);
  const operation: TakeOperation = {
    kind: 'take',
    notAfter: notAfterOf(context, Math.min(...items.flatMap(({ ends }) => ends ?? []))),
    salt: context.ports.random(SALT_BYTES),
    takings: items.flatMap(({ takings }) => takings),
  };
  const built = nextOfDevice(context, operation, after.holdings);
  const id = stateId(built.stateBytes);
  const takings = items.flatMap(({ act, takings: own }) =>
    own.map(({ hold, amount }) => ({ act, hold, amount })),
  );
  const deposit = { sequence: built.state.sequence, takings };
  const settled = await propose(context, 'device', {
    built,
    details: items.flatMap((item) => detailsOf(item, handles.get(toHex(item.from)) ?? null)),
    uploads: [],
    changes: [storing(OFFLINE_KEYS.deposit(id), depositRecordCodec, deposit)],
  });
  if (settled.kind === 'unknown') throw new Stop(settled.failure);
  if (settled.kind === 'final') return amounts;
  const refused: RefusedTaking[] = takings.map(({ act, hold }) => ({ act, hold }));
  await learnFrom(context, settled.refusal, refused);
  return undefined;
}

function detailsOf({ currency, from: party, takings }: Item, handle: string | null): Detail[] {
  const common = { party, handle, currency, memo: null, note: null };
  return takings.map(({ amount }) => ({ kind: 'received', amount, ...common }));
}
