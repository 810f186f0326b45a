import { type Lane, MAX_UINT, type Procedure } from '@tallystick/protocol';

/** A gap between two headers, in which nobody could say anything; ms since 1970. */
export interface Closure {
  readonly from: number;
  readonly until: number;
}

/**
 * The instants at which a proposal's stages end, ms since 1970, as all closures so far have it: the
 * comment stage is before `voteFrom`, voting before `voteUntil`, the timelock before `lockUntil`. An
 * emergency is open for approval from the first moment to `voteUntil`.
 */
export interface Schedule {
  readonly voteFrom: number;
  readonly voteUntil: number;
  readonly lockUntil: number;
}

/** What is planned when a proposal is admitted under a header of that time. */
export function plan(admittedAt: number, procedure: Procedure, lane: Lane): Schedule {
  const { commentMs, voteMs, timelockMs, emergencyMs } = procedure;
  if (lane === 'emergency') {
    const voteUntil = later(admittedAt, emergencyMs);
    return { voteFrom: admittedAt, voteUntil, lockUntil: voteUntil };
  }
  const voteFrom = later(admittedAt, commentMs);
  const voteUntil = later(voteFrom, voteMs);
  return { voteFrom, voteUntil, lockUntil: later(voteUntil, timelockMs) };
}

/**
 * The schedule once another closure is logged. What ended before the closure began stays as it was;
 * what it cut off goes on afterwards for as long as was left. This is the arithmetic of a hold's
 * `until` (protocol.md section 6), kept as instants.
 */
export function postpone(schedule: Schedule, closure: Closure): Schedule {
  const { from, until } = closure;
  const moved = (end: number): number => (end > from ? later(end, until - from) : end);
  return {
    voteFrom: moved(schedule.voteFrom),
    voteUntil: moved(schedule.voteUntil),
    lockUntil: moved(schedule.lockUntil),
  };
}

/** Beyond what an encoded time can be there is nothing to tell apart. */
export function later(instant: number, ms: number): number {
  return Math.min(MAX_UINT, instant + ms);
}
