import { MAX_TAKINGS, SALT_BYTES, type TakeOperation, toHex } from '@tallystick/protocol';
import { nextOfDevice } from '../chain/chain-tip.ts';
import { move, moved } from '../chain/holdings.ts';
import { notAfterOf } from '../chain/ledger-time.ts';
import { NOT_ACCEPTABLE, freePlace, propose, refusalFailure } from '../chain/settle.ts';
import type { HoldList, OpenHold, Page } from '../client/own-client.ts';
import { type Context, findRecord, store, storing } from '../context.ts';
import { readMemo } from '../memo/deliver.ts';
import type { Failure } from '../outcome.ts';
import { type Holding, type StoredRefusal, holdingsCodec } from '../records/chain-record.ts';
import type { Detail } from '../records/detail.ts';
import { KEYS } from '../records/keys.ts';
import { Stop } from '../stop.ts';
import type { TabNews } from '../wallet-types.ts';
import { returnedChanges } from './hold-left.ts';
import { noteOffered } from './offered.ts';
import { type DueHold, provePuts, readHolds, wayOf } from './check-hold.ts';
import { readRefusal } from './read-refusal.ts';
import { type Standing, standingOf, timeFor } from './standing.ts';
import { postponeDoubtful, shun, takeAsUsual, takeFewer, triable } from './wary.ts';

/** Transitions of one call: what is left waits for the next. */
const MAX_TRANSITIONS = 16;

/** As many as the transitions of one call can take. */
const MAX_DUE = MAX_TRANSITIONS * MAX_TAKINGS;

/** Pages that a list is believed to have: millions of open holds. */
const MAX_PAGES = 65_536;

/** Pages of a list from which the largest holds are chosen: 65,536 holds. More are read only while none of them is due. */
const MAX_CHOICE = 256;

/** What was moved into this wallet's balances. */
export interface Collected {
  readonly received: readonly Holding[];
  readonly returned: readonly Holding[];
  readonly holds: number;
  /** Tabs for this wallet that are new, or to which something was added. */
  readonly tabs: readonly TabNews[];
  /** Why the last take was refused, if it was: then what is left waits for the next call. */
  readonly refused: Failure | null;
  /** What somebody else may take first, or has an end that only the ledger knows; see {@link collectDoubtful}. */
  readonly doubtful: readonly DueHold[];
}

export const NOTHING: Collected = {
  received: [],
  returned: [],
  holds: 0,
  tabs: [],
  refused: null,
  doubtful: [],
};

/**
 * Takes what lies in open holds for this identity, or (`returnables`) what nobody claimed of its own: what nobody but this identity can change the answer to,
 * the largest first. Each transition is stale when the first of its claims ends, so no end leaves the chain's next place taken.
 */
export async function collect(
  context: Context,
  list: 'receivables' | 'returnables',
): Promise<Collected> {
  await freePlace(context, 'device');
  const { listed, isWhole, holds } = await listDue(context, list);
  const due = fitting(context, holds);
  const is = (kind: Standing['kind'], now: number) => (one: DueHold) =>
    standingOfDue(context, one, now).kind === kind;
  const now = await timeFor(context, (known) => due.some(is('passing', known)));
  const doubtful = due.filter(is('doubtful', now));
  const { lasting, ending } = firmOnes(context, due, now);
  const firm = [...lasting, ...ending];
  let collected: Collected = { ...NOTHING, doubtful };
  let taken = 0;
  for (let made = 0; taken < firm.length && made < MAX_TRANSITIONS; made += 1) {
    const end = taken < lasting.length ? lasting.length : firm.length;
    const some = firm.slice(taken, Math.min(end, taken + context.wary.limit));
    const one = await takeHolds(context, some, endOf(context, some, now));
    collected = merged(collected, one);
    if (one.refused !== null) break;
    taken += some.length;
  }
  if (list !== 'receivables') return collected;
  const done = new Set(firm.slice(0, taken).map(({ open }) => wayOf(open)));
  await keepIncoming(
    context,
    due.filter(({ open }) => !done.has(wayOf(open))),
  );
  return { ...collected, tabs: await noteOffered(context, listed, isWhole) };
}

/** As {@link collect}, where it is all that was asked for: a refusal ends the operation. */
export async function collectNow(
  context: Context,
  list: 'receivables' | 'returnables',
): Promise<Collected> {
  const collected = await collect(context, list);
  if (collected.refused !== null) throw new Stop(collected.refused);
  return collected;
}

/**
 * Takes what others could spoil: one hold for each transition, the largest first, and after everything else. After a refusal it is some time before the next of its putter is tried.
 */
export async function collectDoubtful(
  context: Context,
  doubtful: readonly DueHold[],
): Promise<Collected> {
  let collected = NOTHING;
  const now = await triable(context, doubtful, ({ open }) => open.from.identity);
  for (const one of fitting(context, now).slice(0, MAX_TRANSITIONS)) {
    const taken = await takeHolds(context, [one], Number.MAX_SAFE_INTEGER);
    collected = merged(collected, taken);
    if (taken.refused === null) continue;
    await postponeDoubtful(context, one.open.from.identity);
    break;
  }
  return collected;
}

function standingOfDue(context: Context, { open, hold }: DueHold, now: number): Standing {
  // What comes back is the owner's alone, and for good.
  if (open.claim === null) return { kind: 'firm', until: Number.MAX_SAFE_INTEGER };
  return standingOf(context, hold, open.claim, now);
}

/** When the first of them is sure to be refused. */
function endOf(context: Context, due: readonly DueHold[], now: number): number {
  const ends = due.flatMap((one) => {
    const standing = standingOfDue(context, one, now);
    return standing.kind === 'firm' ? [standing.until] : [];
  });
  return Math.min(...ends);
}

/** Those that end while a transition is usually valid are taken apart, so that they make no other's time shorter. */
function firmOnes(
  context: Context,
  due: readonly DueHold[],
  now: number,
): { readonly lasting: readonly DueHold[]; readonly ending: readonly DueHold[] } {
  const [lasting, ending]: [DueHold[], DueHold[]] = [[], []];
  const usual = notAfterOf(context);
  for (const one of due) {
    const standing = standingOfDue(context, one, now);
    if (standing.kind === 'firm') (standing.until < usual ? ending : lasting).push(one);
  }
  return { lasting, ending };
}

interface DueHolds {
  /** What the list shows, of its first pages. */
  readonly listed: readonly OpenHold[];
  /** Whether that is all of it. */
  readonly isWhole: boolean;
  /** What can be taken now, in the order of taking. */
  readonly holds: readonly DueHold[];
}

/**
 * What is due of a list. It is looked for beyond what else stands there: holds that wait for something cost a stranger next to
 * nothing, and would hide what comes after them.
 */
async function listDue(context: Context, list: HoldList): Promise<DueHolds> {
  const listed: OpenHold[] = [];
  const due: DueHold[] = [];
  let pages = 0;
  let isLast = false;
  for await (const page of pagesOf(context, list)) {
    pages += 1;
    isLast = page.next === null;
    if (pages <= MAX_TRANSITIONS) listed.push(...page.holds);
    due.push(...readHolds(context, page.holds));
    if (pages >= MAX_CHOICE && due.length >= MAX_DUE) break;
  }
  const isWhole = isLast && pages <= MAX_TRANSITIONS;
  const holds = largestFirst(due).slice(0, MAX_DUE);
  await provePuts(context, holds);
  return { listed, isWhole, holds };
}

/** The largest of each currency, then the second largest of each, and so on: dust, of whatever currency, comes last. */
function largestFirst(due: readonly DueHold[]): DueHold[] {
  const ranks = new Map<string, number>();
  const byAmount = due.toSorted(
    (a, b) => Number(b.open.amount > a.open.amount) - Number(b.open.amount < a.open.amount),
  );
  const ranked = byAmount.map((one) => {
    const currency = toHex(one.hold.currency);
    const rank = ranks.get(currency) ?? 0;
    ranks.set(currency, rank + 1);
    return { one, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

/** The open holds of a list, whatever it is that they wait for. */
export async function listHolds(context: Context, list: HoldList): Promise<OpenHold[]> {
  const holds: OpenHold[] = [];
  for await (const page of pagesOf(context, list)) holds.push(...page.holds);
  return holds;
}

async function* pagesOf({ own }: Context, list: HoldList): AsyncGenerator<Page> {
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer: Page = await own.holds(list, cursor);
    yield answer;
    cursor = answer.next;
    if (cursor === null) return;
  }
}

/** Those that the balances have room for: 2^63 − 1 is the most. */
function fitting(context: Context, due: readonly DueHold[]): DueHold[] {
  let { balances } = context.chains.device;
  return due.filter(({ open, hold }) => {
    const after = move(balances, [{ currency: hold.currency, amount: open.amount }]);
    if (after.ok) balances = after.holdings;
    return after.ok;
  });
}

/** Takes holds in one transition, which is stale after `ends`. */
async function takeHolds(
  context: Context,
  due: readonly DueHold[],
  ends: number,
): Promise<Collected> {
  const details: Detail[] = [];
  for (const one of due) details.push(await detailOf(context, one));
  const operation: TakeOperation = {
    kind: 'take',
    notAfter: notAfterOf(context, ends),
    salt: context.ports.random(SALT_BYTES),
    takings: due.map(({ open: { hold, claim, amount } }) => ({ hold, claim, amount, proof: null })),
  };
  const amounts = due.map(({ open, hold }) => ({ currency: hold.currency, amount: open.amount }));
  const built = nextOfDevice(context, operation, moved(context.chains.device.balances, amounts));
  const isReturn = due[0]?.open.claim === null;
  const returned = isReturn ? due.map(({ open }) => open) : [];
  const changes = await returnedChanges(context, returned);
  const settled = await propose(context, 'device', { built, details, uploads: [], changes });
  if (settled.kind === 'unknown') throw new Stop(settled.failure);
  if (settled.kind === 'refused') {
    await avoid(context, settled.refusal, due);
    return { ...NOTHING, refused: refusalFailure(settled) };
  }
  await takeAsUsual(context);
  return {
    ...NOTHING,
    received: isReturn ? [] : moved([], amounts),
    returned: isReturn ? moved([], amounts) : [],
    holds: due.length,
  };
}

/** Leaves out what was refused; where that is not said, the next takes are smaller, until the one hold stands alone. */
async function avoid(
  context: Context,
  { code, data }: StoredRefusal,
  due: readonly DueHold[],
): Promise<void> {
  // Refused before anything was looked at, so it says nothing of the holds.
  if (code === NOT_ACCEPTABLE) return;
  const { taking } = readRefusal(data);
  const one = due[taking ?? (due.length === 1 ? 0 : due.length)];
  if (one !== undefined) await shun(context, wayOf(one.open));
  else await takeFewer(context, due.length);
}

async function detailOf(context: Context, { open, hold }: DueHold): Promise<Detail> {
  const { currency, note } = hold;
  const { amount } = open;
  if (open.claim === null) {
    const payee = hold.claims[0]?.payee;
    const party = payee?.kind === 'identity' ? payee.identity : context.enrolment.identity;
    return { kind: 'returned', party, handle: null, currency, amount, memo: null, note: null };
  }
  const { identity: party, handle } = open.from;
  const memo = note === null ? null : await readMemo(context, note);
  const wanted = memo === null ? note : null;
  return { kind: 'received', party, handle, currency, amount, memo, note: wanted };
}

/** Remembers what is due while nothing can be taken. */
export async function keepDue(context: Context): Promise<void> {
  const { holds } = await listDue(context, 'receivables');
  await keepIncoming(context, fitting(context, holds));
}

/** What waits for the next call, so that the balances can show it. */
async function keepIncoming(context: Context, waiting: readonly DueHold[]): Promise<void> {
  const amounts = waiting.map(({ open, hold }) => ({
    currency: hold.currency,
    amount: open.amount,
  }));
  const incoming = moved([], amounts);
  const before = await findRecord(context.vault, KEYS.incoming, holdingsCodec);
  if ((before?.length ?? 0) === 0 && incoming.length === 0) return;
  await store(context.vault, [storing(KEYS.incoming, holdingsCodec, [...incoming])]);
}

function merged(a: Collected, b: Collected): Collected {
  return {
    received: moved(a.received, b.received),
    returned: moved(a.returned, b.returned),
    holds: a.holds + b.holds,
    tabs: a.tabs,
    refused: b.refused,
    doubtful: a.doubtful,
  };
}
