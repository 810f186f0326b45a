import { type KeyPair, SUITES, type Seed, type Suite } from '@tallystick/protocol';
import type { FoundingPorts } from './options.ts';

/** The suites that founding takes (DESIGN section 4): roots sign rarely and for long, the others often. */
export const ROOT_SUITE: Suite = 4;
export const OPERATING_SUITE: Suite = 1;

export interface NewKey {
  readonly seed: Seed;
  readonly pair: KeyPair;
}

export function newKey(suite: Suite, ports: FoundingPorts): NewKey {
  const seed = ports.random(SUITES[suite].seed);
  return { seed: { suite, seed }, pair: ports.crypto.keyPair(suite, seed) };
}
