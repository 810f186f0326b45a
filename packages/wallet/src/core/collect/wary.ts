import { MAX_TAKINGS } from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type Context, store, storing } from '../context.ts';
import { KEYS } from '../records/keys.ts';
import { MAX_SHUNNED, type Wary, waryCodec } from '../records/wary-record.ts';

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

/** Whether what others could spoil may be tried now. */
export function mayTryDoubtful(context: Context): boolean {
  return ledgerTime(context) >= context.wary.tryAt;
}

/**
 * After a refusal of what others could spoil the next of that kind waits for a minute, and twice as long after each further one, up to an hour: so
 * the chain's next place is hardly ever taken by such a refusal. A day without one begins anew.
 */
export async function postponeDoubtful(context: Context): Promise<void> {
  const now = ledgerTime(context);
  const { refusals: before, tryAt } = context.wary;
  const refusals = now - tryAt > DAY_MS ? 1 : before + 1;
  const waitMs = Math.min(HOUR_MS, MINUTE_MS * 2 ** Math.min(refusals - 1, 6));
  await remember(context, { ...context.wary, refusals, tryAt: now + waitMs });
}

async function remember(context: Context, wary: Wary): Promise<void> {
  const kept = { ...wary, shunned: [...wary.shunned] };
  await store(context.vault, [storing(KEYS.wary, waryCodec, kept)]);
  context.wary = wary;
}
