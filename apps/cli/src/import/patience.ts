import { setTimeout as sleep } from 'node:timers/promises';
import type { FailureKind, Outcome } from '@tallystick/wallet';

/**
 * How long to ask again before an import gives up; it can be resumed. `unreachable`: the sovereign is silent. `busy`: a
 * refused transition has to go stale before the wallet's chain goes on, within its validity and a heartbeat of the ledger.
 */
const PATIENCE_MS: Readonly<Partial<Record<FailureKind, number>>> = {
  unreachable: 60_000,
  busy: 180_000,
};
const PAUSE_MS = 500;

/** Asks again while the answer may change by itself, and until `isKnown`; gives the last answer when patience ends. */
export async function patiently<T>(
  ask: () => Promise<Outcome<T>>,
  isKnown: (value: T) => boolean = () => true,
): Promise<Outcome<T>> {
  const since = Date.now();
  for (;;) {
    const outcome = await ask();
    if (outcome.ok && isKnown(outcome.value)) return outcome;
    const patience = PATIENCE_MS[outcome.ok ? 'unreachable' : outcome.failure.kind];
    if (patience === undefined || Date.now() - since > patience) return outcome;
    await sleep(PAUSE_MS);
  }
}
