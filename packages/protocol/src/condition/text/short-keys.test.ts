import { expect, it } from 'vitest';
import { SUITES } from '../../crypto/index.ts';
import { toBase64url, toHex } from '../../identifier/index.ts';
import { keyId } from '../../identity/index.ts';
import { shortKeys } from './short-keys.ts';

const key = (last: number): { suite: 1; publicKey: Uint8Array } => {
  const publicKey = new Uint8Array(SUITES[1].publicKey).fill(7);
  publicKey[publicKey.length - 1] = last;
  return { suite: 1, publicKey };
};
const written = (last: number): string => `1:${toBase64url(key(last).publicKey)}`;
const named = (last: number): string => `key ${toHex(keyId(key(last))).slice(0, 16)}`;

it('names keys as a wallet is shown, so that two that begin alike differ', () => {
  expect(shortKeys(`signed 1 of ${written(1)}, ${written(2)}, ada`)).toBe(
    `signed 1 of ${named(1)}, ${named(2)}, ada`,
  );
  expect(named(1)).not.toBe(named(2));
});

it('leaves alone what an oracle states, and what is no key', () => {
  for (const text of [
    `oracle ada "said \\" ${written(1)}"`,
    `1:${'A'.repeat(50)}`,
    'after 12:30',
  ]) {
    expect(shortKeys(text)).toBe(text);
  }
});
