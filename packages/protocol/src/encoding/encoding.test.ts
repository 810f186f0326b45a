import { encode as cborgEncode } from 'cborg';
import * as fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type Codec,
  type Infer,
  amount,
  bytes,
  bytesUpTo,
  constant,
  decode,
  encode,
  list,
  mapped,
  nullable,
  record,
  recursive,
  refine,
  text,
  time,
  tuple,
  uint,
  variant,
} from './index.ts';

const meter = variant('kind', {
  0: ['all', {}],
  2: ['ticks', { units: amount, anchor: bytes(32), links: uint(65_536) }],
});
const claim = record({
  version: constant(1),
  name: text(64, 1),
  meter,
  until: time,
  salt: nullable(bytesUpTo(16)),
  pairs: list(tuple(uint(), bytes(2)), 3),
});
type Claim = Infer<typeof claim>;

interface Nest {
  inner: Nest | null;
}
const nest: Codec<Nest> = record({ inner: nullable(recursive(() => nest)) });

const claims: fc.Arbitrary<Claim> = fc.record({
  version: fc.constant(1 as const),
  name: fc.string({ unit: 'binary', minLength: 1, maxLength: 16 }).filter((s) => s.isWellFormed()),
  meter: fc.oneof(
    fc.constant({ kind: 'all' as const }),
    fc.record({
      kind: fc.constant('ticks' as const),
      units: fc.bigInt(0n, 2n ** 63n - 1n),
      anchor: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      links: fc.nat(65_536),
    }),
  ),
  until: fc.maxSafeNat(),
  salt: fc.option(fc.uint8Array({ maxLength: 16 })),
  pairs: fc.array(fc.tuple(fc.nat(), fc.uint8Array({ minLength: 2, maxLength: 2 })), {
    maxLength: 3,
  }),
});

function hex(text: string): Uint8Array {
  return Uint8Array.fromHex(text.replaceAll(' ', ''));
}

describe('types', () => {
  it('infers objects from codecs', () => {
    expectTypeOf<Claim>().toEqualTypeOf<{
      version: 1;
      name: string;
      meter: { kind: 'all' } | { kind: 'ticks'; units: bigint; anchor: Uint8Array; links: number };
      until: number;
      salt: Uint8Array | null;
      pairs: [number, Uint8Array][];
    }>();
    expect(encode(meter, { kind: 'all' })).toEqual(hex('81 00'));
  });
});

describe('canonical form', () => {
  it('gives back what was written, and the same bytes again', () => {
    fc.assert(
      fc.property(claims, (value) => {
        const encoded = encode(claim, value);
        const decoded = decode(claim, encoded);
        expect(decoded).toEqual({ ok: true, value });
        expect(encode(claim, value)).toEqual(encoded);
      }),
    );
  });

  it('agrees with another implementation of RFC 8949 section 4.2.1', () => {
    const anything = list(tuple(uint(), amount, bytesUpTo(300), nullable(text(300))), 30);
    const values = fc.array(
      fc.tuple(
        fc.oneof(fc.maxSafeNat(), fc.nat(70_000)),
        fc.bigInt(0n, 2n ** 63n - 1n),
        fc.uint8Array({ maxLength: 300 }),
        fc.option(fc.string({ unit: 'grapheme', maxLength: 20 })),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(values, (value) => {
        expect(encode(anything, value)).toEqual(new Uint8Array(cborgEncode(value)));
      }),
    );
  });

  it('accepts arbitrary bytes only when encoding the value gives the same bytes', () => {
    const damaged = fc
      .tuple(claims, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }))
      .map(([value, changes]) => {
        const encoded = encode(claim, value);
        for (const [at, byte] of changes) encoded[at % encoded.length] = byte;
        return encoded;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), damaged), (input) => {
        const decoded = decode(claim, input);
        const again = decoded.ok ? encode(claim, decoded.value) : undefined;
        expect(again ?? input).toEqual(input);
        expect(decoded.ok ? 0 : decoded.at).toBeLessThanOrEqual(input.length);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['1 in two bytes', uint(), '18 01'],
    ['23 in two bytes', uint(), '18 17'],
    ['255 in three bytes', uint(), '19 00ff'],
    ['65535 in five bytes', uint(), '1a 0000ffff'],
    ['2^32 - 1 in nine bytes', uint(), '1b 00000000ffffffff'],
    ['2^32 - 1 in nine bytes, as an amount', amount, '1b 00000000ffffffff'],
    ['2^53', uint(), '1b 0020000000000000'],
    ['2^63', amount, '1b 8000000000000000'],
    ['a negative integer', uint(), '20'],
    ['a float', uint(), 'f9 3c00'],
    ['true', nullable(uint()), 'f5'],
    ['undefined', nullable(uint()), 'f7'],
    ['null in two bytes', nullable(uint()), 'f8 f6'],
    ['a tag', uint(), 'c0 01'],
    ['a map', record({ a: uint() }), 'a1 00 01'],
    ['an indefinite array', list(uint(), 3), '9f 01 ff'],
    ['an indefinite byte string', bytesUpTo(3), '5f 41 01 ff'],
    ['a reserved length', bytesUpTo(3), '5c'],
    ['a length not in its shortest form', bytesUpTo(3), '58 01 00'],
    ['a byte string too short', bytes(2), '41 00'],
    ['a byte string too long', bytes(2), '43 000000'],
    ['a byte string that ends early', bytesUpTo(9), '43 0000'],
    ['a list too long', list(uint(), 1), '82 00 00'],
    ['a list longer than its input', list(uint(), 2 ** 40), '9b 00000000ffffffff'],
    ['a list of a length above the input', list(uint(), 2 ** 40), '9a 00ffffff'],
    ['UTF-8 in overlong form', text(9), '62 c080'],
    ['UTF-8 of a surrogate', text(9), '63 eda080'],
    ['UTF-8 cut off', text(9), '61 c3'],
    ['a text over its bound in bytes', text(3), '64 c3a4c3a4'],
    ['nothing', uint(), ''],
    ['bytes after the end', uint(), '01 00'],
    ['an unknown case', meter, '81 01'],
    ['a case with another number of items', meter, '82 00 00'],
    ['another constant', constant(1), '02'],
    ['an integer above the bound', uint(9), '0a'],
  ])('refuses %s', (_, codec: Codec<unknown>, input) => {
    expect(decode(codec, hex(input))).toMatchObject({ ok: false });
  });

  it('keeps a byte-order mark and text beyond ASCII', () => {
    for (const value of ['\uFEFFa', 'Zürich', '🐚'.repeat(20), 'a'.repeat(40)]) {
      expect(decode(text(100), encode(text(100), value))).toEqual({ ok: true, value });
    }
  });

  it('says at which byte', () => {
    const input = hex('83 01 02 20');
    expect(decode(list(uint(), 3), input)).toEqual({
      ok: false,
      reason: 'expected integer, found negative integer',
      at: 3,
    });
  });
});

describe('bounds', () => {
  it('bounds recursion', () => {
    const nested = (depth: number): Uint8Array => hex(`${'81'.repeat(depth)}81f6`);
    expect(decode(nest, nested(16)).ok).toBe(true);
    expect(decode(nest, nested(17)).ok).toBe(false);
    expect(decode(nest, nested(100_000)).ok).toBe(false);
  });

  it('bounds the whole input', () => {
    expect(decode(bytesUpTo(9), hex('42 0000'), 3).ok).toBe(true);
    expect(decode(bytesUpTo(9), hex('43 000000'), 3).ok).toBe(false);
  });

  it('refuses to write what it would not read', () => {
    const wrong: [Codec<unknown>, unknown][] = [
      [uint(), -1],
      [uint(), 1.5],
      [uint(), 2 ** 53],
      [uint(9), 10],
      [amount, -1n],
      [amount, 2n ** 63n],
      [amount, 1],
      [bytes(2), new Uint8Array(3)],
      [text(3), 'ää'],
      [text(9), '\uD800'],
      [list(uint(), 1), [1, 2]],
      [meter, { kind: 'other' }],
      [constant(1), 2],
      [refine(uint(), (n) => (n % 2 === 0 ? undefined : 'odd')), 3],
    ];
    for (const [codec, value] of wrong) {
      expect(() => encode(codec, value)).toThrow(RangeError);
    }
    expect(encode(uint(), 2 ** 53 - 1)).toEqual(hex('1b 001fffffffffffff'));
  });
});

describe('views and buffers', () => {
  it('reads byte strings as plain views of the input, of a Buffer too', () => {
    const input = Buffer.from('430102030405', 'hex').subarray(0, 4);
    const decoded = decode(bytes(3), input);
    if (!decoded.ok) throw new Error(decoded.reason);
    expect(decoded.value.constructor).toBe(Uint8Array);
    expect(decoded.value.buffer).toBe(input.buffer);
    input[1] = 9;
    expect(decoded.value[0]).toBe(9);
  });

  it('encodes within an encoding, and after one that failed', () => {
    const inner = mapped(
      bytesUpTo(9),
      (value) => decode(uint(), value),
      () => encode(uint(), 7),
    );
    expect(encode(tuple(uint(), inner), [1, { ok: true, value: 7 }])).toEqual(hex('82 01 41 07'));
    expect(() => encode(tuple(uint(), uint()), [1, -1])).toThrow(RangeError);
    expect(encode(uint(), 5)).toEqual(hex('05'));
  });

  it('grows its buffer', () => {
    const value = new Uint8Array(100_000).fill(7);
    expect(decode(bytesUpTo(200_000), encode(bytesUpTo(200_000), value))).toEqual({
      ok: true,
      value,
    });
  });

  it('refines', () => {
    const even = refine(uint(), (n) => (n % 2 === 0 ? undefined : 'odd'));
    expect(decode(even, hex('02'))).toEqual({ ok: true, value: 2 });
    expect(decode(even, hex('03'))).toEqual({ ok: false, reason: 'odd', at: 1 });
  });
});
