import { type Hash, MAX_TAKINGS, equalBytes } from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type Context, findRecord, store, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { KEYS } from '../records/keys.ts';
import {
  MAX_SHUNNED,
  MAX_SPOILED,
  NONE_SPOILED,
  type Spoiled,
  type Wary,
  spoiledCodec,
  waryCodec,
} from '../records/wary-record.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Whether a way of taking was refused within the last hour. */
export function isShunned(context: Context, name: string): boolean {
  const now = ledgerTime(context);
  return context.wary.shunned.some((one) => one.name === name && one.until > now);
}

/** Leaves a way of taking out for an hour. */
export async function shun(context: Context, name: string): Promise<void> {
  const now = ledgerTime(context);
  const others = context.wary.shunned.filter((one) => one.name !== name && one.until > now);
  const shunned = [...others, { name, until: now + HOUR_MS }].slice(-MAX_SHUNNED);
  await remember(context, { ...context.wary, shunned });
}

/** After a refusal that does not say which taking it is about the next takes are a quarter of `count`, until one stands alone. */
export async function takeFewer(context: Context, count: number): Promise<void> {
  await remember(context, { ...context.wary, limit: Math.max(1, Math.floor(count / 4)) });
}

/** After a take that was admitted the next ones may be as large as any. */
export async function takeAsUsual(context: Context): Promise<void> {
  if (context.wary.limit === MAX_TAKINGS) return;
  await remember(context, { ...context.wary, limit: MAX_TAKINGS });
}

/** Of what others could spoil what may be tried now: first that of putters of whom nothing was refused within a day. */
export async function triable<Doubtful>(
  context: Context,
  doubtful: readonly Doubtful[],
  putterOf: (one: Doubtful) => Hash,
): Promise<Doubtful[]> {
  const spoiled = await spoiledBefore(context);
  const now = ledgerTime(context);
  const isSpoiled = (one: Doubtful): boolean => isAmong(spoiled, putterOf(one), now);
  const others = doubtful.filter((one) => !isSpoiled(one));
  return [
    ...(now >= spoiled.tryAt ? others : []),
    ...(now >= context.wary.tryAt ? doubtful.filter((one) => isSpoiled(one)) : []),
  ];
}

/**
 * After a refusal of what others could spoil the next of that kind waits for a minute, and twice as long after each further one, up to an hour: so
 * the chain's next place is hardly ever taken by such a refusal. A day without one begins anew. What this makes wait are the holds of putters of whom something was refused; the others' wait
 * grows with each further such putter only, however often theirs are refused.
 */
export async function postponeDoubtful(context: Context, putter: Hash): Promise<void> {
  const now = ledgerTime(context);
  const spoiled = await spoiledBefore(context);
  const others = spoiled.putters.filter(
    ({ identity, until }) => until > now && !equalBytes(identity, putter),
  );
  const putters = [...others, { identity: putter, until: now + DAY_MS }].slice(-MAX_SPOILED);
  const fresh = isAmong(spoiled, putter, now) ? spoiled : { ...spoiled, ...later(spoiled, now) };
  const wary = { ...context.wary, ...later(context.wary, now) };
  const change = storing(KEYS.spoiled, spoiledCodec, { ...fresh, putters });
  await remember(context, wary, [change]);
}

async function spoiledBefore({ vault }: Context): Promise<Spoiled> {
  return (await findRecord(vault, KEYS.spoiled, spoiledCodec)) ?? NONE_SPOILED;
}

function isAmong({ putters }: Spoiled, putter: Hash, now: number): boolean {
  return putters.some(({ identity, until }) => until > now && equalBytes(identity, putter));
}

/** One refusal more, and how long the next is put off for it. */
function later(
  { refusals: before, tryAt }: Pick<Wary, 'refusals' | 'tryAt'>,
  now: number,
): Pick<Wary, 'refusals' | 'tryAt'> {
  const refusals = now - tryAt > DAY_MS ? 1 : before + 1;
  const waitMs = Math.min(HOUR_MS, MINUTE_MS * 2 ** Math.min(refusals - 1, 6));
  return { refusals, tryAt: now + waitMs };
}

async function remember(
  context: Context,
  wary: Wary,
  others: readonly StorageChange[] = [],
): Promise<void> {
  const kept = { ...wary, shunned: [...wary.shunned] };
  await store(context.vault, [storing(KEYS.wary, waryCodec, kept), ...others]);
  context.wary = wary;
}
