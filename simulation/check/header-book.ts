import type { Header } from '@tallystick/protocol';
import { demand } from './violation.ts';

/** A header goes on from the one before it: time and closures as protocol.md section 6 has them. */
export function checkHeader(
  header: Header,
  before: Header | undefined,
  { at, closureAfterMs, latestTime }: Record<'at' | 'closureAfterMs' | 'latestTime', number>,
): void {
  if (before !== undefined) {
    const passed = header.time - before.time;
    demand(passed >= 0, 'time never steps back', () => `from ${before.time} to ${header.time}`);
    const gap = passed > closureAfterMs ? passed : 0;
    demand(
      header.gapMs === gap && header.closedMs === before.closedMs + gap,
      'a claim keeps its time',
      () => `header ${at} says ${header.gapMs} and ${header.closedMs} after ${passed} ms`,
    );
  }
  const isTrue = header.time <= latestTime;
  demand(isTrue, 'time never leaps', () => `header ${at} says ${header.time}`);
}
