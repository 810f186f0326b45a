import type { Header, Parameters, StateRoot } from '@tallystick/protocol';

/** What a header is made from, besides the one before it. */
export interface HeaderInput {
  /** The clock, in ms since 1970-01-01 UTC; it may step back, a header does not. */
  readonly clock: number;
  readonly epoch: number;
  /** The newest state root that is ready and not named yet. */
  readonly stateRoot: StateRoot | null;
}

/**
 * The header that opens the next batch (protocol.md, section 6). Time never steps back; a gap
 * longer than `closureAfterMs` is a closure, and adds to all closures so far. The first header of a
 * log has none.
 */
export function nextHeader(
  previous: Header | null,
  parameters: Pick<Parameters, 'closureAfterMs'>,
  input: HeaderInput,
): Header {
  const { clock, epoch, stateRoot } = input;
  if (previous === null) return { time: clock, closedMs: 0, gapMs: 0, epoch, stateRoot };
  const time = Math.max(previous.time, clock);
  const passed = time - previous.time;
  const gapMs = passed > parameters.closureAfterMs ? passed : 0;
  return { time, closedMs: previous.closedMs + gapMs, gapMs, epoch, stateRoot };
}

/**
 * Whether a deadline of a hold that was put when the closures so far were `closedMsAtPut` has
 * passed: time in which the ledger was closed since then does not count.
 */
export function hasPassed(
  until: number,
  closedMsAtPut: number,
  header: Pick<Header, 'time' | 'closedMs'>,
): boolean {
  return header.time - (header.closedMs - closedMsAtPut) > until;
}
