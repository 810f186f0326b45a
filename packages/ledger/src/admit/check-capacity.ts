import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { LedgerState } from '../state/state.ts';

/** Open holds in all: what one ledger keeps in memory (some 700 bytes each). */
export const MAX_OPEN_HOLDS: number = 2 ** 24;

/** There is room for so many more open holds. */
export function checkCapacity(state: LedgerState, opening: number): Refusal | undefined {
  if (state.holds.count + opening <= MAX_OPEN_HOLDS) return undefined;
  return refuse('limit-reached', { limit: 'holds', most: MAX_OPEN_HOLDS });
}
