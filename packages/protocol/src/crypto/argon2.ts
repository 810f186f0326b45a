import type { Argon2Cost } from './provider.ts';

/** Bytes of every passphrase key. */
export const ARGON2_KEY_LENGTH = 32;

/** RFC 9106 §3.1: the bounds that both implementations share; a cost outside of them is a programmer's error. */
export function assertArgon2(salt: Uint8Array, cost: Argon2Cost): void {
  const { memoryKib, passes, lanes } = cost;
  const whole = [memoryKib, passes, lanes].every((value) => Number.isSafeInteger(value));
  if (!whole || passes < 1 || lanes < 1 || memoryKib < 8 * lanes) {
    throw new RangeError(`not an Argon2 cost: ${JSON.stringify(cost)}`);
  }
  if (salt.length < 8) throw new RangeError(`salt of ${salt.length} bytes is too short`);
}
