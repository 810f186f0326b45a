import type { Context } from '../context.ts';
import type { Seen } from '../records/profile.ts';
import type { TrustedCheckpoint } from '../trust/checkpoints.ts';
import { newestEpoch } from '../trust/epochs.ts';

/** How far the wallet's clock may be from what the ledger's signed times say before it is no longer believed. */
const TOLERANCE_MS = 60_000;

/**
 * What time it is at the ledger, in ms since 1970, as far as the wallet can know: its own clock where that agrees with the
 * newest signed time (an idle ledger signs one every `heartbeatMs`), else that time plus what has passed since. Never below
 * either of the two: a clock that is behind would have it that no time passes.
 */
export function ledgerTime(context: Context): number {
  const { seen } = context;
  const now = context.ports.clock.now();
  const signed = seen.signedTime + Math.max(0, now - seen.seenAt);
  const { heartbeatMs } = context.trust.constitution.parameters;
  const believable = Math.abs(now - signed) <= heartbeatMs + TOLERANCE_MS;
  if (seen.signedTime === 0) return now;
  return believable ? Math.max(now, signed) : signed;
}

/** For how long a transition may be admitted after it was signed. */
function validityOf({ profile, trust }: Context): number {
  // Half of what is allowed leaves room for a clock that is ahead.
  return Math.min(profile.validityMs, Math.floor(trust.constitution.parameters.validityMs / 2));
}

/**
 * Until when a transition that is signed now may be admitted; not beyond `ends`, after which what it asks for is sure to be refused: then
 * a refusal for that leaves the chain's place free at once (docs/decisions/0002-one-signature-per-sequence.md).
 */
export function notAfterOf(context: Context, ends: number = Number.MAX_SAFE_INTEGER): number {
  return Math.min(ends, ledgerTime(context) + validityOf(context));
}

/**
 * Whether the own clock was so far from the newest signed time that the wallet knows no time but that one, which an idle ledger
 * may have signed too long ago for a transition that is dated by it.
 */
export function isClockLost(context: Context): boolean {
  const { signedTime, seenAt } = context.seen;
  const { heartbeatMs } = context.trust.constitution.parameters;
  const off = seenAt - signedTime;
  return off < -validityOf(context) / 4 || off > heartbeatMs + TOLERANCE_MS;
}

/**
 * How far the own clock is from a time that the ledger has just shown as its newest, in ms, negative where it is behind; 0 where
 * it may be right. One that is ahead cannot be told from a ledger that has signed nothing for as long.
 */
export function clockOff(context: Context, signedTime: number): number {
  const off = context.ports.clock.now() - signedTime;
  const { heartbeatMs } = context.trust.constitution.parameters;
  return off < -TOLERANCE_MS || off > heartbeatMs + TOLERANCE_MS ? off : 0;
}

/** What the wallet has seen, with one more checkpoint. The time of an epoch that is over says nothing of the ledger's. */
export function withCheckpoint(context: Context, seen: Seen, under: TrustedCheckpoint): Seen {
  if (under.epoch < newestEpoch(context.trust).number) return seen;
  if (under.signedTime < seen.signedTime) return seen;
  return { ...seen, signedTime: under.signedTime, seenAt: context.ports.clock.now() };
}
