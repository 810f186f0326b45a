import type { Failure, Outcome, WalletEvent } from '@tallystick/wallet';

/** How a wallet stands with its sovereign, as far as it has heard. */
export interface Standing {
  /** Whether the sovereign answered last. */
  readonly isReached: boolean;
  /** What was wrong with an answer or with what is stored here. */
  readonly problem: Failure | null;
}

export const WELL: Standing = { isReached: true, problem: null };

/** What a sync, or any other call whose failure says how things stand, has shown. */
export function afterOutcome(before: Standing, outcome: Outcome<unknown>): Standing {
  if (!outcome.ok) return afterFailure(before, outcome.failure);
  return { isReached: true, problem: lasting(before) };
}

/** What the wallet tells by itself. */
export function afterEvent(before: Standing, event: WalletEvent): Standing {
  if (event.kind === 'unreachable') return { ...before, isReached: false };
  if (event.kind === 'problem') return afterFailure(before, event.failure);
  return { isReached: true, problem: lasting(before) };
}

export function isSameStanding(one: Standing, other: Standing): boolean {
  return one.isReached === other.isReached && one.problem?.code === other.problem?.code;
}

function afterFailure(before: Standing, failure: Failure): Standing {
  // What cannot be stored here, on a full disk say, is not the sovereign's silence, and says nothing of it.
  if (failure.code === 'storage-failed') return { ...before, problem: lasting(before) ?? failure };
  if (failure.kind === 'unreachable') return { ...before, isReached: false };
  if (failure.kind === 'busy') return before;
  if (failure.kind === 'tampering') return { ...before, problem: lasting(before) ?? failure };
  return { isReached: true, problem: lasting(before) ?? failure };
}

/** A contradiction that was seen once is not unseen by a later answer that is in order: it stays until its owner goes on. */
function lasting({ problem }: Standing): Failure | null {
  return problem?.kind === 'tampering' ? problem : null;
}
