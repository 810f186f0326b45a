/** How many fork proofs an operator has looked at in this browser: what was seen is not told again as news. */

const KEPT = 'tallystick-forks-seen';

export function forksSeen(): number {
  try {
    const kept = Number(localStorage.getItem(KEPT) ?? '0');
    return Number.isSafeInteger(kept) && kept >= 0 ? kept : 0;
  } catch {
    return 0;
  }
}

export function noteForksSeen(count: number): void {
  try {
    localStorage.setItem(KEPT, String(count));
  } catch {
    // A browser that keeps nothing tells it again.
  }
}
