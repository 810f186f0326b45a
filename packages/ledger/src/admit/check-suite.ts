import type { Genesis, Key } from '@tallystick/protocol';
import { currentConstitution } from '../governance/law.ts';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { LedgerState } from '../state/state.ts';

/** The constitution admits the key's suite for its role. */
export function checkSuite(
  state: LedgerState,
  role: 'root' | 'device',
  key: Key,
): Refusal | undefined {
  const { roots, devices } = currentConstitution(state).suites;
  const admitted = role === 'root' ? roots : devices;
  if (admitted.includes(key.suite)) return undefined;
  return refuse('suite-not-admitted', { suite: key.suite, role });
}

/** Both keys of an identity that is being founded. The bytes and the constitution say it all. */
export function checkGenesisSuites(state: LedgerState, genesis: Genesis): Refusal | undefined {
  return checkSuite(state, 'root', genesis.root) ?? checkSuite(state, 'device', genesis.device.key);
}
