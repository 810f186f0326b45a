import { uptime } from 'node:os';
import type { LedgerState } from '@tallystick/ledger';
import type { Logger } from 'pino';
import { checkGap } from './check-gap.ts';
import { type ClockPorts, type GuardedClock, guardClock } from './guard-clock.ts';
import type { StartSovereignOptions } from './options.ts';

/** A node's clock, which compares itself with the log when that is opened for the first time. */
export interface NodeClock extends GuardedClock {
  /** Throws a `SovereignProblem` (`clock-gap`): see `check-gap.ts`. Later openings follow a node that ran. */
  compareWith(state: LedgerState): void;
}

const MACHINE: ClockPorts = {
  wall: Date.now,
  steady: () => performance.now(),
  uptime: () => uptime() * 1000,
};
const IS_AHEAD =
  'the clock is further ahead than the time that has passed: nothing is admitted until it is set right';

export function openClock(options: StartSovereignOptions, log: Logger): NodeClock {
  const clock = guardClock(options.clock ?? MACHINE, (aheadMs) => {
    if (aheadMs > 0) log.error({ aheadMs }, IS_AHEAD);
    else log.warn('the clock can be believed again: the node goes on');
  });
  let isFirst = true;
  return {
    ...clock,
    compareWith(state) {
      if (isFirst) checkGap(state, clock.now(), options.acceptClock ?? false, log);
      isFirst = false;
    },
  };
}
