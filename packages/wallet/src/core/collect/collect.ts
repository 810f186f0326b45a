import { MAX_TAKINGS, SALT_BYTES, type TakeOperation } from '@tallystick/protocol';
import { nextOfDevice } from '../chain/chain-tip.ts';
import { move, moved } from '../chain/holdings.ts';
import { ledgerTime, notAfterOf } from '../chain/ledger-time.ts';
import { NOT_ACCEPTABLE, freePlace, propose, refusalFailure } from '../chain/settle.ts';
import type { HoldList, OpenHold, Page } from '../client/own-client.ts';
import { type Context, findRecord, store, storing } from '../context.ts';
import { readMemo } from '../memo/deliver.ts';
import { type Holding, holdingsCodec } from '../records/chain-record.ts';
import type { Detail } from '../records/detail.ts';
import { KEYS } from '../records/keys.ts';
import { Stop } from '../stop.ts';
import type { TabNews } from '../wallet-types.ts';
import { noteOffered } from './offered.ts';
import { type DueHold, checkHolds, wayOf } from './check-hold.ts';
import { takeFewer } from './take-fewer.ts';

/** Transitions of one call: what is left waits for the next. */
const MAX_TRANSITIONS = 16;

/** As many as the transitions of one call can take. */
const MAX_DUE = MAX_TRANSITIONS * MAX_TAKINGS;

/** Pages that a list is believed to have: millions of open holds. */
const MAX_PAGES = 65_536;

/** A claim that ends within so long may be refused by the time that it arrives. */
const SOON_MS = 60_000;

/** What was moved into this wallet's balances. */
export interface Collected {
  readonly received: readonly Holding[];
  readonly returned: readonly Holding[];
  readonly holds: number;
  /** Tabs for this wallet that are new, or to which something was added. */
  readonly tabs: readonly TabNews[];
}

const NOTHING: Collected = { received: [], returned: [], holds: 0, tabs: [] };

/** Takes what lies in open holds for this identity, or (`returnables`) what nobody claimed of its own. */
export async function collect(
  context: Context,
  list: 'receivables' | 'returnables',
): Promise<Collected> {
  await freePlace(context, 'device');
  const { listed, isWhole, holds } = await listDue(context, list);
  const due = fitting(context, holds);
  let collected = NOTHING;
  let taken = 0;
  for (let made = 0; taken < due.length && made < MAX_TRANSITIONS; made += 1) {
    const some = due.slice(taken, taken + context.takeLimit);
    collected = merged(collected, await takeHolds(context, some));
    taken += some.length;
  }
  if (list !== 'receivables') return collected;
  await keepIncoming(context, due.slice(taken));
  return { ...collected, tabs: await noteOffered(context, listed, isWhole) };
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
    due.push(...(await checkHolds(context, page.holds)));
    if (due.length >= MAX_DUE) break;
  }
  const isWhole = isLast && pages <= MAX_TRANSITIONS;
  return { listed, isWhole, holds: endingLast(context, due) };
}

/** What may end before it is taken comes last: one such hold refuses all that are taken with it. */
function endingLast(context: Context, due: readonly DueHold[]): DueHold[] {
  const soon = ledgerTime(context) + SOON_MS;
  const isSoon = ({ open, hold }: DueHold): boolean => {
    const claim = open.claim === null ? undefined : hold.claims[open.claim];
    return claim !== undefined && claim.until < soon;
  };
  return [...due.filter((one) => !isSoon(one)), ...due.filter(isSoon)];
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

/** Takes holds in one transition. */
async function takeHolds(context: Context, due: readonly DueHold[]): Promise<Collected> {
  const details: Detail[] = [];
  for (const one of due) details.push(await detailOf(context, one));
  const operation: TakeOperation = {
    kind: 'take',
    notAfter: notAfterOf(context),
    salt: context.ports.random(SALT_BYTES),
    takings: due.map(({ open: { hold, claim, amount } }) => ({ hold, claim, amount, proof: null })),
  };
  const amounts = due.map(({ open, hold }) => ({ currency: hold.currency, amount: open.amount }));
  const built = nextOfDevice(context, operation, moved(context.chains.device.balances, amounts));
  const settled = await propose(context, 'device', { built, details, uploads: [], changes: [] });
  if (settled.kind === 'unknown') throw new Stop(settled.failure);
  if (settled.kind === 'refused') {
    // Refused before anything was looked at, so it says nothing of the holds.
    if (settled.refusal.code !== NOT_ACCEPTABLE) avoid(context, due);
    throw new Stop(refusalFailure(settled));
  }
  context.takeLimit = MAX_TAKINGS;
  const isReturn = due[0]?.open.claim === null;
  return {
    received: isReturn ? [] : moved([], amounts),
    returned: isReturn ? moved([], amounts) : [],
    holds: due.length,
    tabs: [],
  };
}

/** After a refusal the next takes are smaller, until the one hold that is refused stands alone and is left out. */
function avoid(context: Context, due: readonly DueHold[]): void {
  const [only] = due;
  if (due.length === 1 && only !== undefined) context.shunned.add(wayOf(only.open));
  else takeFewer(context, due.length);
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
  };
}
