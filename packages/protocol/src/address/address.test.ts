import * as fc from 'fast-check';
import { bech32, bech32m } from '@scure/base';
import { describe, expect, it } from 'vitest';
import {
  ADDRESS_LENGTH,
  type PaymentRequest,
  decodeAddress,
  encodeAddress,
  fingerprint,
  formatUri,
  groupAddress,
  parseUri,
} from './index.ts';

const ids = fc.uint8Array({ minLength: 32, maxLength: 32 });
const id = new Uint8Array(32).map((_, i) => i);
const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

describe('addresses', () => {
  it('read back what they write, grouped and in capitals too', () => {
    fc.assert(
      fc.property(ids, (identity) => {
        const address = encodeAddress(identity);
        expect(address).toHaveLength(ADDRESS_LENGTH);
        expect(decodeAddress(address)).toEqual(identity);
        expect(decodeAddress(groupAddress(address))).toEqual(identity);
        expect(decodeAddress(address.toUpperCase())).toEqual(identity);
      }),
    );
  });

  it('find up to four wrong characters', () => {
    const wrong = fc.array(fc.tuple(fc.integer({ min: 6, max: 63 }), fc.nat(31)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(ids, wrong, (identity, changes) => {
        const characters = encodeAddress(identity).split('');
        for (const [at, letter] of changes) characters[at] = ALPHABET[letter] as string;
        const changed = characters.join('');
        fc.pre(changed !== encodeAddress(identity));
        expect(decodeAddress(changed)).toBeUndefined();
      }),
    );
  });

  it('refuse other prefixes, lengths, checksums and mixed case', () => {
    const words = bech32m.toWords(id);
    const address = encodeAddress(id);
    const wrong = [
      bech32m.encode('tallx', words),
      bech32.encode('tally', words),
      bech32m.encode('tally', bech32m.toWords(id.subarray(1))),
      `${address.slice(0, 40)}${address.slice(40).toUpperCase()}`,
      address.slice(1),
      `${address}q`,
      address.replaceAll('1', 'l'),
      '',
      ' '.repeat(128),
      'tally1'.repeat(1_000_000),
    ];
    for (const text of wrong) expect(decodeAddress(text)).toBeUndefined();
  });

  it('are written in groups of four', () => {
    expect(groupAddress('tally1qpzry9')).toBe('tall y1qp zry9');
  });

  it('refuse to be made of anything but 32 bytes', () => {
    expect(() => encodeAddress(id.subarray(1))).toThrow(RangeError);
  });
});

describe('fingerprints', () => {
  it('are three groups of four digits, and differ', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 1000; i += 1) {
      const code = fingerprint(
        new Uint8Array(32)
          .fill(1)
          .with(0, i % 256)
          .with(1, i >> 8),
      );
      expect(code).toMatch(/^\d{4} \d{4} \d{4}$/);
      seen.add(code);
    }
    expect(seen.size).toBe(1000);
  });
});

describe('payment URIs', () => {
  const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(value, { nil: undefined });
  const requests: fc.Arbitrary<PaymentRequest> = fc
    .record({
      to: fc.oneof(
        fc.record({ kind: fc.constant('identity' as const), identity: ids }),
        fc.record({
          kind: fc.constant('handle' as const),
          handle: fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/),
        }),
      ),
      amount: optional(fc.stringMatching(/^\d{1,19}(\.\d{1,12})?$/)),
      currency: optional(fc.stringMatching(/^[A-Z0-9]{3,8}$/)),
      memo: optional(
        fc
          .string({ unit: 'binary', minLength: 1, maxLength: 64 })
          .filter((memo) => memo.isWellFormed()),
      ),
      sovereign: optional(
        fc.constantFrom('https://bank.example', 'http://[::1]:7600/v1', 'http://localhost:7600'),
      ),
    })
    .map((request) => {
      const given = Object.entries(request).filter(([, value]) => value !== undefined);
      return Object.fromEntries(given) as unknown as PaymentRequest;
    });

  it('read back what they write', () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(parseUri(formatUri(request))).toEqual({ ok: true, request });
      }),
    );
  });

  it('accept a bare address or handle', () => {
    const to = { kind: 'identity', identity: id };
    expect(parseUri(encodeAddress(id))).toEqual({ ok: true, request: { to } });
    expect(parseUri(`TALLY:${encodeAddress(id).toUpperCase()}`)).toEqual({
      ok: true,
      request: { to },
    });
    expect(parseUri('@ada')).toEqual({
      ok: true,
      request: { to: { kind: 'handle', handle: 'ada' } },
    });
  });

  it.each([
    '',
    'tally:',
    'tally:@',
    'tally:@Ada',
    'tally:ada',
    'bitcoin:@ada',
    '@ada?amount=1',
    'tally:@ada?',
    'tally:@ada?amount',
    'tally:@ada?amount=',
    'tally:@ada?amount=-1',
    'tally:@ada?amount=1e9',
    'tally:@ada?amount=1&amount=1',
    'tally:@ada?colour=red',
    'tally:@ada?__proto__=1',
    'tally:@ada?constructor=1',
    'tally:@ada?currency=eur',
    'tally:@ada?memo=%FF',
    'tally:@ada?memo=%',
    `tally:@ada?memo=${'a'.repeat(257)}`,
    `tally:@ada?memo=${'%C3%A4'.repeat(129)}`,
    'tally:@ada?sovereign=javascript:alert(1)',
    'tally:@ada?sovereign=https://user:pass@bank.example',
    'tally:@ada?sovereign=https://bank.example?x=1',
    'tally:@ada?sovereign=https://',
    `tally:@ada?sovereign=https://${'a'.repeat(300)}`,
    `tally:@ada?memo=${'a'.repeat(3000)}`,
  ])('refuse %s', (uri) => {
    expect(parseUri(uri)).toMatchObject({ ok: false });
  });

  it('never throw, and only accept what formats again', () => {
    const parts = fc.constantFrom('tally:', '@ada', '?', '&', 'amount=', '1', 'memo=', '%41', '%');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((p) => p.join('')),
        ),
        (text) => {
          const parsed = parseUri(text);
          const again = parsed.ok ? parseUri(formatUri(parsed.request)) : parsed;
          expect(again).toEqual(parsed);
        },
      ),
    );
  });

  it('refuse to write what they would not read', () => {
    const to = { kind: 'handle', handle: 'ada' } as const;
    expect(() => formatUri({ to, memo: 'a'.repeat(257) })).toThrow(RangeError);
    expect(() => formatUri({ to, memo: '\uD800' })).toThrow(RangeError);
    expect(() => formatUri({ to: { kind: 'handle', handle: 'A b' } })).toThrow(RangeError);
  });
});
