/** What happens to a stream's page: somebody presses go on or pause, or the page goes out of sight or comes into it again. */
export type Turn = 'pressed' | DocumentVisibilityState;

/** Whether a stream asks on. Out of sight it pauses, and stays paused until somebody presses: in sight again is no press. */
export function goesOn(isGoing: boolean, turn: Turn): boolean {
  if (turn === 'pressed') return !isGoing;
  return isGoing && turn !== 'hidden';
}

/** Whether a stream's page asks from its start: only after the press that began the stream, and in sight. Opened later, it is paused. */
export function startsGoing(isBegun: boolean, seen: DocumentVisibilityState): boolean {
  return goesOn(isBegun, seen);
}
