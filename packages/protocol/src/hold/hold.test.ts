import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Codec, decode, encode } from '../encoding/index.ts';
import { hashes } from '../testing/arbitraries.ts';
import {
  type Claim,
  type Condition,
  type Hold,
  type Meter,
  claimCodec,
  conditionCodec,
  holdCodec,
  holdId,
  meterCodec,
  noteHash,
  writerCodec,
} from './index.ts';

const hash = new Uint8Array(32);
const key = { suite: 4, publicKey: new Uint8Array(32) } as const;
const after: Condition = { kind: 'after', time: 5 };
const claim: Claim = {
  payee: { kind: 'identity', identity: hash, country: 'KE' },
  meter: { kind: 'all' },
  condition: null,
  until: 9,
};
const hold: Hold = {
  currency: hash,
  cap: 1n,
  writer: { kind: 'none' },
  note: null,
  claims: [claim],
};

function nested(depth: number): Condition {
  if (depth === 1) return after;
  return { kind: 'some', threshold: 1, conditions: [nested(depth - 1)] };
}

function some(count: number, inner: Condition = after): Condition {
  const conditions = Array.from({ length: count }, () => inner);
  return { kind: 'some', threshold: count, conditions };
}

describe('what is outside the bounds is neither written nor read', () => {
  const wrong: [string, Codec<unknown>, unknown][] = [
    ['5 deep', conditionCodec, nested(5)],
    ['33 conditions', conditionCodec, some(2, some(15, after))],
    ['17 in one', conditionCodec, some(17)],
    ['none in one', conditionCodec, some(0)],
    ['threshold 0', conditionCodec, { kind: 'some', threshold: 0, conditions: [after] }],
    ['threshold 2 of 1', conditionCodec, { kind: 'some', threshold: 2, conditions: [after] }],
    ['2 of 1 keys', conditionCodec, { kind: 'signed', threshold: 2, keys: [key] }],
    ['a key twice', conditionCodec, { kind: 'signed', threshold: 1, keys: [key, key] }],
    ['cap 0', holdCodec, { ...hold, cap: 0n }],
    ['cap 2^63', holdCodec, { ...hold, cap: 2n ** 63n }],
    ['no claims', holdCodec, { ...hold, claims: [] }],
    ['17 claims', holdCodec, { ...hold, claims: Array.from({ length: 17 }, () => claim) }],
    ['a note of 31 bytes', holdCodec, { ...hold, note: new Uint8Array(31) }],
    ['lower case', claimCodec, { ...claim, payee: { ...claim.payee, country: 'ke' } }],
    [
      'a country twice',
      claimCodec,
      { ...claim, payee: { kind: 'anyone', countries: ['KE', 'KE'], minTier: 0 } },
    ],
    ['tier 16', claimCodec, { ...claim, payee: { kind: 'anyone', countries: [], minTier: 16 } }],
    [
      '65,537 links',
      meterCodec,
      { kind: 'ticks', units: 1n, perTicks: 1, anchor: hash, links: 65_537 },
    ],
    ['per 0 ticks', meterCodec, { kind: 'ticks', units: 1n, perTicks: 0, anchor: hash, links: 1 }],
    [
      'divided by 0',
      meterCodec,
      { kind: 'price', currency: hash, numerator: 1n, denominator: 0n, least: 0n },
    ],
  ];
  it.each(wrong)('%s', (_name, codec, value) => {
    expect(() => encode(codec, value)).toThrow(RangeError);
  });

  it('refuses in reading what a writer without bounds would write', () => {
    const refused = [
      ['5 deep', conditionCodec, `${'83080181'.repeat(4)}820105`],
      ['null within', conditionCodec, '83080181f6'],
      ['a cheque of zero', meterCodec, '820300'],
    ] as const;
    for (const [name, codec, hex] of refused) {
      const { ok } = decode(codec as Codec<unknown>, Uint8Array.fromHex(hex));
      expect([name, ok]).toEqual([name, false]);
    }
  });

  it('accepts what is exactly at the bounds', () => {
    const full = [after, ...Array.from({ length: 15 }, () => some(1))];
    const condition: Condition = { kind: 'some', threshold: 16, conditions: full };
    for (const value of [condition, nested(4)]) {
      expect(decode(conditionCodec, encode(conditionCodec, value))).toEqual({ ok: true, value });
    }
    const most: Hold = {
      ...hold,
      cap: 2n ** 63n - 1n,
      claims: Array.from({ length: 16 }, () => claim),
    };
    expect(decode(holdCodec, encode(holdCodec, most))).toEqual({ ok: true, value: most });
  });
});

describe('the encoding of variants', () => {
  it('writes a meter as its number and fields', () => {
    const meters: [Meter, string][] = [
      [{ kind: 'all' }, '8100'],
      [{ kind: 'voucher' }, '8101'],
      [{ kind: 'cheque', perCheque: 500n }, '82031901f4'],
    ];
    for (const [meter, hex] of meters) expect(encode(meterCodec, meter).toHex()).toBe(hex);
  });

  it('writes a writer as null, 0 or a key', () => {
    expect(encode(writerCodec, { kind: 'none' }).toHex()).toBe('f6');
    expect(encode(writerCodec, { kind: 'putter' }).toHex()).toBe('00');
    expect(encode(writerCodec, { kind: 'key', key }).toHex()).toBe(`82045820${'00'.repeat(32)}`);
    for (const hex of ['01', '1800', '40', '80', 'f5']) {
      expect(decode(writerCodec, Uint8Array.fromHex(hex))).toMatchObject({ ok: false });
    }
  });
});

describe('identifiers', () => {
  it('of holds differ by put and by index', () => {
    fc.assert(
      fc.property(hashes, hashes, fc.nat(255), fc.nat(255), (a, b, i, j) => {
        const same = a.toHex() === b.toHex() && i === j;
        expect(holdId(a, i).toHex() === holdId(b, j).toHex()).toBe(same);
      }),
    );
    expect(noteHash(hash)).not.toEqual(holdId(hash, 0));
  });
});
