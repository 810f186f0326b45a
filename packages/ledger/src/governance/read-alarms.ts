import type { Alarm, Hash, Matter } from '@tallystick/protocol';
import { reignsOf } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import { lawOf } from './law.ts';
import { historyAt } from './standing.ts';

/** A stretch in which a version that declares alarms is in force; half open, ms since 1970. */
export interface AlarmedReign {
  readonly proposal: Hash;
  readonly matter: Matter;
  /** At least one. */
  readonly alarms: readonly Alarm[];
  readonly from: number;
  readonly until: number | null;
}

/**
 * Of every version that is decided under the header that was entered last, what is not over by then,
 * in the order in which they were proposed.
 */
export function readAlarms(state: LedgerState): readonly AlarmedReign[] {
  const { governing, header } = state;
  if (governing === null) return [];
  // A batch of which nothing is admitted leaves no header, but the law that it was decided by.
  const time = Math.max(header?.time ?? 0, lawOf(state, governing).from);
  const reigns: { number: number; reign: AlarmedReign }[] = [];
  for (const matter of governing.matters()) {
    if (!governing.kept(matter).some(({ proposal }) => proposal.alarms.length > 0)) continue;
    for (const { version, from, until } of reignsOf(historyAt(governing, matter, time))) {
      const { proposal } = version;
      const found = governing.find(proposal);
      const alarms = found?.proposal.alarms ?? [];
      const isOver = until !== null && until <= time;
      if (found === undefined || alarms.length === 0 || isOver) continue;
      const reign = { proposal, matter, alarms, from, until };
      reigns.push({ number: found.number, reign });
    }
  }
  return reigns.sort((a, b) => a.number - b.number).map(({ reign }) => reign);
}
