import type { Context } from '../context.ts';
import type { Seen } from '../records/profile.ts';
import type { TrustedCheckpoint } from '../trust/checkpoints.ts';
import { newestEpoch } from '../trust/epochs.ts';

/** How far the wallet's clock may be from what the ledger's signed times say before it is no longer believed. */
const TOLERANCE_MS = 60_000;

/**
 * What time it is at the ledger, in ms since 1970, as far as the wallet can know: its own clock where that agrees with the
 * newest signed time (an idle ledger signs one every `heartbeatMs`), else that time plus what has passed since. Never below
 * the highest signed time.
 */
export function ledgerTime(context: Context): number {
  const { seen } = context;
  const now = context.ports.clock.now();
  const signed = seen.signedTime + Math.max(0, now - seen.seenAt);
  const { heartbeatMs } = context.trust.constitution.parameters;
  const believable = Math.abs(now - signed) <= heartbeatMs + TOLERANCE_MS;
  return Math.max(seen.signedTime, believable || seen.signedTime === 0 ? now : signed);
}

/** Until when a transition that is signed now may be admitted. */
export function notAfterOf(context: Context): number {
  const allowed = context.trust.constitution.parameters.validityMs;
  // Half of what is allowed leaves room for a clock that is ahead.
  return ledgerTime(context) + Math.min(context.profile.validityMs, Math.floor(allowed / 2));
}

/** What the wallet has seen, with one more checkpoint. The time of an epoch that is over says nothing of the ledger's. */
export function withCheckpoint(context: Context, seen: Seen, under: TrustedCheckpoint): Seen {
  if (under.epoch < newestEpoch(context.trust).number) return seen;
  if (under.signedTime < seen.signedTime) return seen;
  return { ...seen, signedTime: under.signedTime, seenAt: context.ports.clock.now() };
}
