import { ensureCurrent } from './chain/catch-up.ts';
import { fetchCheckpoint } from './chain/fetch-checkpoint.ts';
import { moved } from './chain/holdings.ts';
import { clockOff } from './chain/ledger-time.ts';
import { freePlace } from './chain/settle.ts';
import { type Collected, collect, keepDue } from './collect/collect.ts';
import { settleOutgoing } from './collect/outstanding.ts';
import type { Context } from './context.ts';
import { ensureOpened } from './identity/open-identity.ts';
import type { MandateView } from './holds/holds-types.ts';
import { HOLD_KEYS } from './holds/records.ts';
import type { Waited } from './holds/sync-holds.ts';
import { readWantedMemos, uploadMemos } from './memo/deliver.ts';
import { OFFLINE_KEYS } from './offline/records/keys.ts';
import type { Holding } from './records/chain-record.ts';
import type { ChainName } from './records/keys.ts';
import { Stop } from './stop.ts';
import { requireConsistent } from './verify/consistency.ts';

/** What a sync moved, and from when on the next transition can be signed; null: at once. */
interface Synced extends Collected {
  readonly waitsUntil: number | null;
  /** How far the own clock is off, in ms; 0 where it may be right. */
  readonly clockOff: number;
  readonly reminders: readonly MandateView[];
}

/** Between two looks at whether a place has become free. */
const LOOK_MS = 1000;

/**
 * Follows the sovereign to a new epoch, resolves what is pending, compares the newest checkpoint with those seen before, takes over what other devices changed,
 * takes what is due, and takes back what nobody claimed; while the chain's next place is not free it only looks.
 */
export async function sync(context: Context): Promise<Synced> {
  const newest = await fetchCheckpoint(context);
  const off = clockOff(context, newest.signedTime);
  await ensureOpened(context);
  await requireConsistent(context, newest);
  await ensureCurrent(context);
  await tryFreePlace(context, 'identity');
  const waitsUntil = await tryFreePlace(context, 'device');
  const collected = waitsUntil === null ? await collectAll(context) : await lookOnly(context);
  await settleOutgoing(context);
  const redeemed = waitsUntil === null ? await settleOffline(context) : [];
  const waited = waitsUntil === null ? await settleHolds(context) : NOTHING_WAITED;
  await uploadMemos(context);
  await readWantedMemos(context);
  const late = [...redeemed, ...waited.received];
  const received = moved(collected.received, late);
  const { reminders } = waited;
  const holds = collected.holds + late.length;
  return { ...collected, received, holds, waitsUntil, clockOff: off, reminders };
}

/** Only a wallet that has set something aside for payments without a network, or got ready for them, has anything to do there. */
async function settleOffline(context: Context): Promise<Holding[]> {
  const { vault } = context;
  const has = async (keys: string): Promise<boolean> => (await vault.list(keys)).length > 0;
  // What was set aside comes first: after a crash its collateral may be missing, and no evidence be there yet.
  if (!(await has(OFFLINE_KEYS.fresh)) && !(await has(OFFLINE_KEYS.allOwn))) return [];
  const { syncOffline } = await import('./offline/door.ts');
  return await syncOffline(context);
}

const NOTHING_WAITED: Waited = { received: [], reminders: [] };

/** Only a wallet that has put holds with terms, or for which somebody has, has anything to do there. */
async function settleHolds(context: Context): Promise<Waited> {
  const isUsed = context.hasTerms || (await context.vault.list(HOLD_KEYS.all)).length > 0;
  if (!isUsed) return NOTHING_WAITED;
  const { syncHolds } = await import('./holds/door.ts');
  return await syncHolds(context);
}

async function collectAll(context: Context): Promise<Collected> {
  const taken = await collect(context, 'receivables');
  const back = await collect(context, 'returnables');
  const holds = taken.holds + back.holds;
  return { received: taken.received, returned: back.returned, holds, tabs: taken.tabs };
}

async function lookOnly(context: Context): Promise<Collected> {
  await keepDue(context);
  return { received: [], returned: [], holds: 0, tabs: [] };
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
