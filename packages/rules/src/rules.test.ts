import { MAX_AMOUNT, decode, encode } from '@tallystick/protocol';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Facts,
  type HourBucket,
  MAX_WINDOW_HOURS,
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
    { kind: 'party', country: 'DE', tier: 2, first: true },
    { kind: 'bounds', countries: ['KE', 'UG'], minTier: 1 },
  ],
  online: true,
  time: 1_800_000_000_000,
  sent: [
    { hours: 24, amount: 0n },
    { hours: 720, amount: null },
  ],
  payments: [{ hours: 24, count: 3 }],
  payees: [{ hours: 24, count: null }],
  purpose: 'SALA',
  secondFactor: false,
  documents: ['invoice'],
  waitedMs: 3_600_000,
  lists: [{ list: 'UN-1267', sender: false, receivers: [true, null] }],
  rates: [{ currency: 'EUR', rate: { numerator: 71n, denominator: 10_000n } }],
  indicators: [{ name: 'DE-CPI', figure: 119n }],
  exempt: ['DE-7'],
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
  ['payments', { payments: [] }],
  ['payees', { payees: [{ hours: 24, count: 0 }] }],
  ['purpose', { purpose: null }],
  ['second factor', { secondFactor: null }],
  ['documents', { documents: [] }],
  ['waiting', { waitedMs: null }],
  ['lists', { lists: [{ list: 'UN-1267', sender: false, receivers: [false, null] }] }],
  ['rates', { rates: [{ currency: 'EUR', rate: null }] }],
  ['indicators', { indicators: [{ name: 'DE-CPI', figure: 120n }] }],
  ['exemptions', { exempt: [] }],
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
  const buckets: fc.Arbitrary<HourBucket[]> = fc
    .uniqueArray(fc.nat({ max: 2000 }), { maxLength: 40 })
    .chain((hours) =>
      fc.tuple(
        ...hours
          .toSorted((a, b) => a - b)
          .map((hour) =>
            fc.bigInt({ min: 1n, max: 10n ** 12n }).map((amount) => ({ hour, amount })),
          ),
      ),
    );

  test('a sum is that of every bucket in the hours that it covers', () => {
    fc.assert(
      fc.property(buckets, fc.integer({ min: 1, max: MAX_WINDOW_HOURS }), (sent, hours) => {
        const hour = sent.at(-1)?.hour ?? 0;
        const within = sent.filter((bucket) => bucket.hour > hour - hours);
        const amount = within.reduce((sum, bucket) => sum + bucket.amount, 0n);
        expect(sumSent(sent, hour, hours)).toEqual({ hours, amount });
      }),
    );
  });

  test('the window is the current hour and those before it, half open', () => {
    const sent = [
      { hour: 100, amount: 5n },
      { hour: 123, amount: 7n },
    ];
    expect(sumSent(sent, 123, 1).amount).toBe(7n);
    expect(sumSent(sent, 123, 23).amount).toBe(7n);
    expect(sumSent(sent, 123, 24).amount).toBe(12n);
    expect(sumSent(sent, 147, 24).amount).toBe(0n);
  });

  test('a sum that does not fit is missing, never small', () => {
    const most = { hour: 1, amount: MAX_AMOUNT };
    const nearly = { hour: 1, amount: MAX_AMOUNT - 1n };
    expect(sumSent([most], 1, 24).amount).toBeNull();
    expect(sumSent([nearly], 1, 24).amount).toBe(MAX_AMOUNT - 1n);
    expect(sumSent([nearly, { hour: 2, amount: 2n }], 2, 24).amount).toBeNull();
  });

  test('hours are UTC hours since 1970', () => {
    expect([hourOf(0), hourOf(3_599_999), hourOf(3_600_000)]).toEqual([0, 0, 1]);
  });
});
