/** Where time comes from, in milliseconds. */
export interface ClockPorts {
  /** Since 1970-01-01 UTC. A person, or a time server that is wrong, can set it to anything. */
  wall(): number;
  /** Since some moment; never steps. May stand still while the machine sleeps. */
  steady(): number;
  /** Since the machine was started, sleep included; may be coarse. Asked for only when the wall clock seems to have jumped. */
  uptime(): number;
}

/** The wall clock, as far as it can be believed. */
export interface GuardedClock {
  /** Since 1970-01-01 UTC, whole. Never further ahead than the time that has passed, and a margin, allow. */
  now(): number;
  /** How far ahead of that the wall clock is; 0 while it can be believed. */
  aheadMs(): number;
  /**
   * Believes the wall clock as it is now, where it is at most the margin away from `time` (ms since 1970-01-01 UTC), which whoever
   * owns the machine says it is. What is once logged under it is never taken back. False where it is further away.
   */
  accept(time: number): boolean;
}

/** A wall clock may be this far ahead of what has passed: what wallets take for a clock that is a little wrong. */
const MARGIN_MS = 600_000;
/** The margin fills again by this share of the time that passes: more than any clock drifts. */
const DRIFT = 0.01;

/**
 * A ledger's time never steps back, so a clock that once leaps a year ahead would be followed for good. What is believed goes on by
 * the steady clock, and is moved ahead by the wall clock only as far as the margin reaches. A machine that slept is no leap:
 * its uptime went on.
 */
export function guardClock(ports: ClockPorts, onChange: (aheadMs: number) => void): GuardedClock {
  let believed = ports.wall();
  let at = ports.steady();
  let margin = MARGIN_MS;
  let awake = ports.uptime() - at;
  let wasAhead = false;

  function look(): { wall: number; ahead: number } {
    const steady = ports.steady();
    const elapsed = Math.max(0, steady - at);
    at = steady;
    believed += elapsed;
    margin = Math.min(MARGIN_MS, margin + elapsed * DRIFT);
    const wall = ports.wall();
    if (wall - believed > margin) wakeUp(steady);
    const ahead = Math.max(0, wall - believed);
    const isAhead = ahead > margin;
    if (!isAhead) {
      margin -= ahead;
      believed += ahead;
    }
    if (isAhead !== wasAhead) {
      wasAhead = isAhead;
      onChange(isAhead ? ahead : 0);
    }
    return { wall, ahead: isAhead ? ahead : 0 };
  }

  function wakeUp(steady: number): void {
    const slept = ports.uptime() - steady - awake;
    if (slept <= 0) return;
    awake += slept;
    believed += slept;
  }

  return {
    now() {
      const { wall, ahead } = look();
      return ahead > 0 ? Math.floor(believed) : wall;
    },
    aheadMs: () => look().ahead,
    accept(time) {
      const { wall } = look();
      if (Math.abs(wall - time) > MARGIN_MS) return false;
      believed = Math.max(believed, wall);
      look();
      return true;
    },
  };
}
