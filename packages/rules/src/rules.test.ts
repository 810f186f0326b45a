import { MAX_AMOUNT, decode, encode } from '@tallystick/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Facts,
  type HourBucket,
  MAX_WINDOW_HOURS,
  addSent,
  factsCodec,
  factsHash,
  hourOf,
  noObjection,
  strictest,
  sumSent,
} from './index.ts';

const FACTS: Facts = {
  currency: new Uint8Array(32).fill(1),
  amount: 500n,
  sender: { country: 'KE', tier: 0 },
  receivers: [
    { kind: 'party', country: 'DE', tier: 2 },
    { kind: 'bounds', countries: ['KE', 'UG'], minTier: 1 },
  ],
  online: true,
  time: 1_800_000_000_000,
  sent: [
    { hours: 24, amount: 0n },
    { hours: 720, amount: null },
  ],
};

test('facts have one encoding', () => {
  expect(decode(factsCodec, encode(factsCodec, FACTS))).toEqual({ ok: true, value: FACTS });
});

test.each<[string, Partial<Facts>]>([
  ['amount', { amount: 501n }],
  ['sender', { sender: { country: 'KE', tier: 1 } }],
  ['receivers', { receivers: FACTS.receivers.slice(0, 1) }],
  ['online', { online: false }],
  ['time', { time: FACTS.time + 1 }],
  ['sent', { sent: [{ hours: 24, amount: 1n }] }],
])('another %s gives another hash', (_, change) => {
  expect(factsHash({ ...FACTS, ...change })).not.toEqual(factsHash(FACTS));
});

test('the default rulebook objects to nothing, under a hash that does not change', () => {
  expect(noObjection.decide(FACTS).outcome).toBe('no-objection');
  expect(Buffer.from(noObjection.hash).toString('hex')).toMatchInlineSnapshot(
    `"ee305742552667b8d0288eb60827d0e9acb42d680bf4a132e5734a0a5c279fea"`,
  );
});

test('the strictest outcome wins', () => {
  expect(strictest('no-objection', 'hold')).toBe('hold');
  expect(strictest('refuse', 'hold')).toBe('refuse');
  expect(strictest('no-objection', 'no-objection')).toBe('no-objection');
});

describe('windows', () => {
  const spending = fc.array(
    fc.tuple(fc.nat({ max: 400 }), fc.bigInt({ min: 1n, max: 10n ** 12n })),
    { maxLength: 40 },
  );

  test('a sum is that of every payment in the hours that it covers', () => {
    fc.assert(
      fc.property(spending, fc.integer({ min: 1, max: MAX_WINDOW_HOURS }), (payments, hours) => {
        let hour = 500_000;
        let buckets: readonly HourBucket[] = [];
        const sent: HourBucket[] = [];
        for (const [wait, amount] of payments) {
          hour += wait;
          buckets = addSent(buckets, hour, amount);
          sent.push({ hour, amount });
        }
        const within = sent.filter((payment) => payment.hour > hour - hours);
        const amount = within.reduce((sum, payment) => sum + payment.amount, 0n);
        expect(sumSent(buckets, hour, hours)).toEqual({ hours, amount });
        expect(buckets.length).toBeLessThanOrEqual(MAX_WINDOW_HOURS);
      }),
    );
  });

  test('the window is the current hour and those before it, half open', () => {
    const buckets = addSent(addSent([], 100, 5n), 123, 7n);
    expect(sumSent(buckets, 123, 1).amount).toBe(7n);
    expect(sumSent(buckets, 123, 23).amount).toBe(7n);
    expect(sumSent(buckets, 123, 24).amount).toBe(12n);
    expect(sumSent(buckets, 147, 24).amount).toBe(0n);
  });

  test('a sum that does not fit is missing, never small', () => {
    const buckets = addSent(addSent([], 1, MAX_AMOUNT), 1, MAX_AMOUNT);
    expect(buckets).toEqual([{ hour: 1, amount: MAX_AMOUNT }]);
    expect(sumSent(buckets, 1, 24).amount).toBeNull();
    expect(sumSent(addSent(addSent([], 1, MAX_AMOUNT - 1n), 2, 2n), 2, 24).amount).toBeNull();
  });

  test('hours are UTC hours since 1970', () => {
    expect([hourOf(0), hourOf(3_599_999), hourOf(3_600_000)]).toEqual([0, 0, 1]);
  });
});
