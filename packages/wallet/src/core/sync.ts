import { ensureCurrent } from './chain/catch-up.ts';
import { storedOperation } from './chain/chain-tip.ts';
import { fetchCheckpoint } from './chain/fetch-checkpoint.ts';
import { moved } from './chain/holdings.ts';
import { clockOff, ledgerTime } from './chain/ledger-time.ts';
import { staleAtOf } from './chain/place-not-free.ts';
import { NOT_ACCEPTABLE, freePlace } from './chain/settle.ts';
import { type Collected, NOTHING, collect, collectDoubtful, keepDue } from './collect/collect.ts';
import { settleOutgoing } from './collect/outstanding.ts';
import type { Context } from './context.ts';
import { ensureOpened } from './identity/open-identity.ts';
import type { MandateView } from './holds/holds-types.ts';
import { HOLD_KEYS } from './holds/records.ts';
import type { Waited } from './holds/sync-holds.ts';
import { readWantedMemos, uploadMemos } from './memo/deliver.ts';
import type * as OfflineDoor from './offline/door.ts';
import { OFFLINE_KEYS } from './offline/records/keys.ts';
import type { Holding } from './records/chain-record.ts';
import type { ChainName } from './records/keys.ts';
import { Stop } from './stop.ts';
import { requireConsistent } from './verify/consistency.ts';

/** What a sync moved, and from when on the next transition can be signed; null: at once. */
interface Synced extends Pick<Collected, 'received' | 'returned' | 'holds' | 'tabs'> {
  readonly waitsUntil: number | null;
  /** How far the own clock is off, in ms; 0 where it may be right. */
  readonly clockOff: number;
  readonly reminders: readonly MandateView[];
}

/** Between two looks at whether a place has become free. */
const LOOK_MS = 1000;

/**
 * Follows the sovereign to a new epoch, resolves what is pending, compares the newest checkpoint with those seen before, takes over what other devices changed,
 * takes what is due, and takes back what nobody claimed; while the chain's next place is not free it only looks. What has an end that matters
 * comes first, and what others could have refused last: a refusal keeps the place for a while.
 */
export async function sync(context: Context): Promise<Synced> {
  const newest = await fetchCheckpoint(context);
  const off = clockOff(context, newest.signedTime);
  await ensureOpened(context);
  await requireConsistent(context, newest);
  await ensureCurrent(context);
  await carryRules(context);
  await tryFreePlace(context, 'identity');
  const waitsUntil = await tryFreePlace(context, 'device');
  if (waitsUntil !== null) return { ...(await lookOnly(context)), waitsUntil, clockOff: off };
  const offline = await offlineDoor(context);
  const early: Holding[] = (await offline?.redeemTabs(context)) ?? [];
  const hasHolds = await hasKnownHolds(context);
  if (hasHolds && (await isFree(context))) early.push(...(await takeWaiting(context)));
  const collected = await collectAll(context);
  await settleOutgoing(context);
  if (offline !== undefined && (await isFree(context))) {
    early.push(...(await offline.syncOffline(context)));
  }
  const isNew = !hasHolds && context.hasTerms;
  if (isNew && (await isFree(context))) early.push(...(await takeWaiting(context)));
  const { received: late, reminders } = await settleHolds(context);
  const doubtful = (await isFree(context))
    ? await collectDoubtful(context, collected.doubtful)
    : undefined;
  await uploadMemos(context);
  await readWantedMemos(context);
  const others = [...early, ...late];
  const received = moved(moved(collected.received, doubtful?.received ?? []), others);
  const holds = collected.holds + (doubtful?.holds ?? 0) + others.length;
  const waits = await placeFreeAt(context);
  return { ...collected, received, holds, waitsUntil: waits, clockOff: off, reminders };
}

/** Only a sovereign with a governance has rules that come and go. */
async function carryRules(context: Context): Promise<void> {
  if (context.trust.constitution.governance === null) return;
  const { carryRulebook } = await import('./rulebook/carry-rulebook.ts');
  await carryRulebook(context);
}

/** While the chain's next place is not free. */
async function lookOnly(context: Context): Promise<Omit<Synced, 'waitsUntil' | 'clockOff'>> {
  await keepDue(context);
  await settleOutgoing(context);
  await uploadMemos(context);
  await readWantedMemos(context);
  return { received: [], returned: [], holds: 0, tabs: [], reminders: [] };
}

async function isFree(context: Context): Promise<boolean> {
  return (await placeFreeAt(context)) === null;
}

/**
 * From when on another transition can be signed; null: now. After a refusal of what was stale by then, as of a claim that has ended,
 * that is a matter of asking.
 */
async function placeFreeAt(context: Context): Promise<number | null> {
  const { pending } = context.chains.device;
  if (pending === null) return null;
  const { notAfter } = storedOperation(pending.operation, 'record chain/device');
  const isUnread = pending.refusal?.code === NOT_ACCEPTABLE;
  if (!isUnread && ledgerTime(context) <= notAfter) return staleAtOf(notAfter);
  return await tryFreePlace(context, 'device');
}

/** Only a wallet that has set something aside for payments without a network, or got ready for them, has anything to do there. */
async function offlineDoor({ vault }: Context): Promise<typeof OfflineDoor | undefined> {
  const has = async (keys: string): Promise<boolean> => (await vault.list(keys)).length > 0;
  // What was set aside comes first: after a crash its collateral may be missing, and no evidence be there yet.
  if (!(await has(OFFLINE_KEYS.fresh)) && !(await has(OFFLINE_KEYS.allOwn))) return undefined;
  return await import('./offline/door.ts');
}

/** Only a wallet that has put holds with terms, or for which somebody has, has anything to do there. */
async function hasKnownHolds({ vault }: Context): Promise<boolean> {
  return (await vault.list(HOLD_KEYS.all)).length > 0;
}

async function takeWaiting(context: Context): Promise<Holding[]> {
  const door = await import('./holds/door.ts');
  return await door.takeWaiting(context);
}

const NOTHING_WAITED: Waited = { received: [], reminders: [] };

async function settleHolds(context: Context): Promise<Waited> {
  if (!context.hasTerms && !(await hasKnownHolds(context))) return NOTHING_WAITED;
  const { settleWaiting } = await import('./holds/door.ts');
  return await settleWaiting(context, await isFree(context));
}

async function collectAll(context: Context): Promise<Collected> {
  if (!(await isFree(context))) {
    await keepDue(context);
    return NOTHING;
  }
  const taken = await collect(context, 'receivables');
  if (!(await isFree(context))) return taken;
  const back = await collect(context, 'returnables');
  return { ...taken, returned: back.returned, holds: taken.holds + back.holds };
}

/** From when on the chain's next place can be had, in ms since 1970; null when it is free. */
async function tryFreePlace(context: Context, chain: ChainName): Promise<number | null> {
  try {
    await freePlace(context, chain);
    return null;
  } catch (error) {
    if (!(error instanceof Stop) || error.failure.code !== 'place-not-free') throw error;
    return Number(error.failure.data['staleAt']);
  }
}

/** Frees both chains' places, waiting up to `patienceMs` for a refused transition to go stale. False when it has not. */
export async function settle(context: Context, patienceMs: number): Promise<boolean> {
  const { clock } = context.ports;
  const until = clock.now() + patienceMs;
  for (;;) {
    try {
      await freePlace(context, 'identity');
      await freePlace(context, 'device');
      return true;
    } catch (error) {
      if (!(error instanceof Stop) || error.failure.code !== 'place-not-free') throw error;
      if (clock.now() + LOOK_MS > until) return false;
      await clock.sleep(LOOK_MS);
    }
  }
}
