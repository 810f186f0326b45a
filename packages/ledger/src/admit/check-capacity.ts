import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { LedgerState } from '../state/state.ts';

/** Claims of open holds in all (protocol.md, section 4); a hold of one takes some 350 bytes. */
export const MAX_OPEN_CLAIMS: number = 2 ** 22;
/** An identity may have open one of so many parts of what is free. */
const PARTS = 16;

/**
 * There is room for so many more claims of an owner. An identity's share shrinks with the room that
 * is left, so that no few can take all of it: whoever comes next always finds a part of what is
 * free.
 */
export function checkCapacity(
  state: LedgerState,
  owner: number,
  opening: number,
): Refusal | undefined {
  const most = allowance(state.holds.claims, owner);
  const open = owner < 0 ? state.holds.claims : state.holds.claimsOf(owner);
  if (open + opening <= most) return undefined;
  return refuse('limit-reached', { limit: 'holds', most });
}

/** A treasury issues for everybody: it is bounded by its own keys, and by the whole. */
function allowance(open: number, owner: number): number {
  if (owner < 0) return MAX_OPEN_CLAIMS;
  return Math.floor(Math.max(0, MAX_OPEN_CLAIMS - open) / PARTS);
}
