import { type Claim, type Hold, equalBytes, nodesOf } from '@tallystick/protocol';
import { refetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import { ledgerTime } from '../chain/ledger-time.ts';
import { hasten } from '../chain/place-not-free.ts';
import type { Context } from '../context.ts';

/**
 * What may become of a taking between this wallet's look and its admission. `firm`: up to and with the time `until` nothing that anybody else does, and no clock, changes
 * what it is answered; `doubtful`: somebody else may take the hold first, or the ledger was closed and only it knows when the claim ends;
 * `passing`: it changes within moments, so it is looked at again then.
 */
export type Standing =
  | { readonly kind: 'firm'; readonly until: number }
  | { readonly kind: 'doubtful' }
  | { readonly kind: 'passing' };

/** How long a transition is given at least: what changes sooner is not asked for. */
const LEAST_MS = 5000;

/** A signed time is in whole seconds, rounded down. */
const SECOND_MS = 1000;

/**
 * What time it is, for deciding how claims stand: by what this wallet knows, or, where that `matters`, by what the ledger signs when it is asked. A ledger
 * whose clock was set back stays at its newest time for as long, and its claims do not end.
 */
export async function timeFor(
  context: Context,
  matters: (now: number) => boolean,
): Promise<number> {
  const now = ledgerTime(context);
  if (!matters(now)) return now;
  await hasten(context, now - SECOND_MS, true);
  await refetchCheckpoint(context);
  return context.seen.signedTime + SECOND_MS - 1;
}

/** How a claim of this wallet's stands that is true at the time `now`; `at` is its number in the hold. */
export function standingOf(context: Context, hold: Hold, at: number, now: number): Standing {
  const claim = hold.claims[at];
  if (claim === undefined) return { kind: 'passing' };
  const until = changesAfter(claim, context.seen.signedTime);
  // A closure has put the end off where the ledger still lists what was over by its own signed time.
  if (until < now + LEAST_MS) {
    return { kind: until < context.seen.signedTime ? 'doubtful' : 'passing' };
  }
  const isContested = hold.claims.some(
    (other, number) => number !== at && !isOurs(context, other) && !isLater(other, claim.until),
  );
  return isContested ? { kind: 'doubtful' } : { kind: 'firm', until };
}

/** The last moment at which a claim is as it was at `signedTime`: its end, or a time that its condition names. */
function changesAfter({ condition, until }: Claim, signedTime: number): number {
  let last = until;
  for (const { condition: node } of condition === null ? [] : nodesOf(condition)) {
    if (node.kind === 'before' && node.time >= signedTime) last = Math.min(last, node.time);
    if (node.kind === 'after' && node.time > signedTime) last = Math.min(last, node.time - 1);
  }
  return last;
}

function isOurs({ enrolment }: Context, { payee }: Claim): boolean {
  return payee.kind === 'identity' && equalBytes(payee.identity, enrolment.identity);
}

/** Whether a claim begins when another has ended. */
function isLater({ condition }: Claim, end: number): boolean {
  return condition?.kind === 'after' && condition.time > end;
}
