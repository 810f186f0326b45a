import type { LedgerState } from '@tallystick/ledger';
import type { Logger } from 'pino';
import { SovereignProblem } from '../founding/options.ts';

const DAY_MS = 86_400_000;
/** A longer gap has to be stated: while nothing ran, nobody saw whether the clock or the time went on. */
const MAX_GAP_MS = 30 * DAY_MS;

/**
 * Compares the clock with the newest time in the log before anything is logged: what is logged is never taken back. Throws a
 * `SovereignProblem` (`clock-gap`) for a gap that the owner has to accept.
 */
export function checkGap(
  { header, constitution }: LedgerState,
  now: number,
  isAccepted: boolean,
  log: Pick<Logger, 'warn'>,
): void {
  const previous = header?.time ?? constitution.createdAt;
  const gapMs = now - previous;
  if (gapMs > MAX_GAP_MS && !isAccepted) {
    const dates = [previous, now].map((time) => new Date(time).toISOString());
    throw new SovereignProblem(
      'clock-gap',
      `The log ends at ${dates[0]}, and this machine's clock says ${dates[1]}, ${Math.floor(gapMs / DAY_MS)} days later. ` +
        'If the clock is wrong, set it right first: time that is logged is never taken back. If the sovereign was ' +
        'stopped for so long, start it with --accept-clock.',
    );
  }
  const { closureAfterMs } = constitution.parameters;
  if (gapMs > closureAfterMs) {
    log.warn({ gapMs }, 'the ledger was closed for this long, if the clock is right');
  } else if (-gapMs > closureAfterMs) {
    log.warn(
      { behindMs: -gapMs },
      'the clock is behind the log: time stands still until it is not',
    );
  }
}
