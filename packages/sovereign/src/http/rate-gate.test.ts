import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { limitsOf } from '../lifecycle/limits.ts';
import { newRateGate } from './rate-gate.ts';

test('a connection that is closed before it is looked at is counted, and breaks nothing', () => {
  const gate = newRateGate(limitsOf({ perAddressBurst: 4, perAddressPerSecond: 0.001 }));
  const { remoteAddress } = new Socket();
  expect(remoteAddress).toBeUndefined();
  const waits = [1, 2, 3, 4, 5].map(() => gate.wait(new Socket(), remoteAddress) > 0);
  expect(waits).toEqual([false, false, false, false, true]);
  expect(gate.wait(new Socket(), '192.0.2.1')).toBe(0);
  expect(gate.waitForSession(remoteAddress)).toBe(0);
});
