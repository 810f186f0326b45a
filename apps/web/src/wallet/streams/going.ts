/** What happens to a stream's page: somebody presses go on or pause, or the page goes out of sight or comes into it again. */
export type Turn = 'pressed' | DocumentVisibilityState;

/** Whether a stream asks on. Out of sight it pauses, and stays paused until somebody presses: in sight again is no press. */
export function goesOn(isGoing: boolean, turn: Turn): boolean {
  if (turn === 'pressed') return !isGoing;
  return isGoing && turn !== 'hidden';
}
