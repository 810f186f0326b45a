import type { Desk, Placed } from './desk.ts';
import type { Log } from './log.ts';

/**
 * Corridors in which nothing that could be paid is free of objections, as far as this rule tells
 * corridors apart. Each is asked about once.
 */
export function findClosed(desk: Desk, placed: Placed, log: Log, asked: Set<string>): void {
  for (const corridor of desk.corridorsOf(placed, false)) {
    const { currency, origin, destination } = corridor;
    const key = `${currency} ${origin} ${destination}`;
    if (asked.has(key)) continue;
    asked.add(key);
    const answer = desk.open(corridor);
    if (answer.kind === 'undecided') log.undecided('closed-corridor', placed, answer);
    if (answer.kind === 'none') log.close(placed, corridor);
  }
}
