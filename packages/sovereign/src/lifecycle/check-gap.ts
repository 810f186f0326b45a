import type { LedgerState } from '@tallystick/ledger';
import type { Logger } from 'pino';
import { SovereignProblem } from '../founding/options.ts';

const DAY_MS = 86_400_000;
/** A longer gap has to be stated: while nothing ran, nobody saw whether the clock or the time went on. */
const MAX_GAP_MS = 30 * DAY_MS;

/** What the owner may say of a gap. */
interface GapAcceptance {
  /** The owner states that the clock is right. */
  readonly isAccepted: boolean;
  /** What to do where the clock is right, for a person. */
  readonly otherwise: string;
}

/**
 * Compares the clock with the newest time in the log before anything is logged, or signed for by the root: neither is ever taken
 * back. Throws a `SovereignProblem` (`clock-gap`) for a gap that the owner has to accept. Times in ms since 1970.
 */
export function requireNoGap(
  previous: number,
  now: number,
  { isAccepted, otherwise }: GapAcceptance,
): void {
  const gapMs = now - previous;
  if (gapMs <= MAX_GAP_MS || isAccepted) return;
  const [ends, says] = [previous, now].map((time) => new Date(time).toISOString());
  throw new SovereignProblem(
    'clock-gap',
    `The log ends at ${ends}, and this machine's clock says ${says}, ${Math.floor(gapMs / DAY_MS)} days later. ` +
      `If the clock is wrong, set it right first: time that is logged is never taken back. ${otherwise}`,
  );
}

/** As {@link requireNoGap}, when a ledger is opened; tells `log` of gaps that only matter to claims. */
export function checkGap(
  { header, constitution }: LedgerState,
  now: number,
  isAccepted: boolean,
  log: Pick<Logger, 'warn'>,
): void {
  const previous = header?.time ?? constitution.createdAt;
  const otherwise = 'If the sovereign was stopped for so long, start it with --accept-clock.';
  requireNoGap(previous, now, { isAccepted, otherwise });
  const gapMs = now - previous;
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
