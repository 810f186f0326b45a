import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '@tallystick/wallet';

/** How long the sovereign may be silent before an import gives up; it can be resumed. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;

/** Asks again while nobody answers, and until `isKnown`; gives the last answer when patience ends. */
export async function patiently<T>(
  ask: () => Promise<Outcome<T>>,
  isKnown: (value: T) => boolean = () => true,
): Promise<Outcome<T>> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const outcome = await ask();
    if (outcome.ok ? isKnown(outcome.value) : !isPassing(outcome.failure.kind)) return outcome;
    if (Date.now() > deadline) return outcome;
    await sleep(PAUSE_MS);
  }
}

function isPassing(kind: string): boolean {
  return kind === 'unreachable' || kind === 'busy';
}
