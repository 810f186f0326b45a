import { equalBytes, type Hash } from '@tallystick/protocol';
import { type List, type Module, rulebookHash, type RulebookSource } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import type { Governing } from './governing.ts';
import { sourcesAt } from './rules-at.ts';
import { historyAt } from './standing.ts';

/** A rulebook that was in force, and an instant at which it was: ms since 1970. */
export interface PastRulebook {
  readonly hash: Hash;
  readonly time: number;
}

/**
 * Every rulebook that was in force by the newest header, from the newest one back to those that were
 * before `after`, which are left out. Each step looks at one instant at which something changed, which
 * takes long enough for others to have their turn in between.
 */
export function* pastRulebooks(state: LedgerState, after: number): Generator<PastRulebook> {
  const { governing } = state;
  if (governing === null) return;
  const known = new Map<number, Module | List | null>();
  for (const time of instantsOf(governing, state.header?.time ?? 0)) {
    if (time <= after) return;
    for (const source of sourcesAt(state, governing, time, known)) {
      yield { hash: rulebookHash(source), time };
    }
  }
}

/** What that rulebook was made of; undefined where it was not in force then. */
export function pastSource(
  state: LedgerState,
  { hash, time }: PastRulebook,
): RulebookSource | undefined {
  if (state.governing === null) return undefined;
  const sources = sourcesAt(state, state.governing, time, new Map());
  return sources.find((source) => equalBytes(rulebookHash(source), hash));
}

/** When something was decided, began or ended, or dates were moved: the latest first. */
function instantsOf(governing: Governing, now: number): number[] {
  const instants = new Set<number>();
  for (const { until } of governing.closures) instants.add(until);
  for (const matter of governing.matters()) {
    for (const { decidedAt, from, until } of historyAt(governing, matter, now).versions) {
      for (const instant of [decidedAt, from, until ?? now]) instants.add(instant);
    }
  }
  return [...instants].filter((instant) => instant <= now).sort((a, b) => b - a);
}
