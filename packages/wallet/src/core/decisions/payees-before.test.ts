import { type Claim, type Hash, paymentHold } from '@tallystick/protocol';
import { expect, test } from 'vitest';
import { type PutFor, knownPayees } from './payees-before.ts';

const HOUR = 3_600_000;
const id = (name: number): Hash => new Uint8Array(32).fill(name);
const claims = (name: number): readonly Claim[] =>
  paymentHold({ identity: id(name), country: 'KE' }, id(0), 1n, 1, null).claims;
const put = (name: number, hour: number, isRemembered = true): PutFor => ({
  time: hour * HOUR,
  claims: claims(name),
  isRemembered,
});

test('different payees of a window are counted, with those of the same transition', () => {
  const before = [put(1, 1), put(2, 90), put(1, 99), put(3, 98, false)];
  const known = knownPayees(before, [put(4, 100), put(1, 100)], 100 * HOUR);
  expect([1, 2, 12, 200].map((hours) => known.count(hours))).toEqual([2, 2, 3, 3]);
});

test('a payee is known as far as a rulebook asked for it, and not through the same transition', () => {
  const payees = knownPayees([put(1, 1), put(2, 2, false)], [put(3, 100)], 100 * HOUR);
  const known = [1, 2, 3].map((name) => payees.before(id(name).toHex()));
  expect(known).toEqual(['remembered', 'forgotten', 'never']);
});
