import type { Key } from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { LedgerState } from '../state/state.ts';

/** The constitution admits the key's suite for its role. */
export function checkSuite(
  state: LedgerState,
  role: 'root' | 'device',
  key: Key,
): Refusal | undefined {
  const { roots, devices } = state.constitution.suites;
  const admitted = role === 'root' ? roots : devices;
  if (admitted.includes(key.suite)) return undefined;
  return refuse('suite-not-admitted', { suite: key.suite, role });
}
