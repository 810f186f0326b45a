import { randomBytes } from 'node:crypto';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { FoundingPorts } from './options.ts';

/** The machine's clock and randomness. */
export const nodePorts: FoundingPorts = {
  crypto: nodeCrypto,
  now: () => Date.now(),
  random: (length) => new Uint8Array(randomBytes(length)),
};
