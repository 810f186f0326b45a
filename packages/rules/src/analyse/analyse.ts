import type { RulebookSource } from '../compile/source.ts';
import { type Desk, desksOf, type Steps } from './desk.ts';
import { findClosed } from './find-closed.ts';
import { findConflicts } from './find-conflicts.ts';
import { findDead, findIdleExceptions } from './find-dead.ts';
import { findGaps } from './find-gaps.ts';
import { Log } from './log.ts';
import type { Report } from './report.ts';

/**
 * Work is counted in steps, not in seconds: the same rulebook gives the same report on every
 * machine, so a report can be checked by doing it again.
 */
export const DEFAULT_STEPS = { left: 8_000_000, perQuestion: 400_000 } as const;

/**
 * What is odd about the rules in force at `time`, each with a payment that shows it. Exact for
 * payments of which every fact is known: what is not found, and not undecided, is not there.
 */
export function analyse(source: RulebookSource, time: number, given: Steps): Report {
  const [desk] = desksOf([source], time, given) as [Desk];
  const log = new Log();
  const asked = new Set<string>();
  for (const placed of desk.rules) {
    findDead(desk, placed, log);
    findIdleExceptions(desk, placed, log);
    findConflicts(desk, placed, log);
    findGaps(desk, placed, log);
    findClosed(desk, placed, log, asked);
  }
  return log.report;
}
