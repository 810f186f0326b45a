import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConstant } from '../parse/parse-constant.ts';
import { printConstant } from '../print/print-term.ts';
import { source } from '../testing/rulebooks.ts';
import type { Constant } from '../tree/index.ts';
import { compile } from './compile.ts';
import { rulebookHash } from './rulebook-hash.ts';
import { decodeSource, encodeSource } from './source-codec.ts';

test('a source comes back as it went, and has the same hash', () => {
  fc.assert(
    fc.property(source, (given) => {
      const encoded = encodeSource(given);
      const back = decodeSource(encoded);
      if (back === undefined) throw new Error('not decoded');
      expect(encodeSource(back)).toEqual(encoded);
      expect(rulebookHash(back)).toEqual(rulebookHash(given));
      const [before, after] = [compile(given), compile(back)];
      expect(after.ok).toBe(before.ok);
    }),
    { numRuns: 40 },
  );
});

test('bytes that are no source are none, and throw nothing', () => {
  fc.assert(
    fc.property(source, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, at, by) => {
      const encoded = encodeSource(given);
      const place = at % encoded.length;
      encoded[place] = (encoded[place] as number) ^ by;
      const back = decodeSource(encoded);
      if (back !== undefined) expect(rulebookHash(back)).not.toEqual(rulebookHash(given));
    }),
    { numRuns: 100 },
  );
  expect(decodeSource(new Uint8Array())).toBeUndefined();
});

const constants: fc.Arbitrary<Constant> = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map((value) => ({ kind: 'figure' as const, value })),
  fc
    .tuple(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.nat(4),
      fc.constantFrom('EUR', 'HRB2', 'KES'),
    )
    .map(([units, decimals, currency]) => ({ kind: 'money' as const, units, decimals, currency })),
);

test('a constant is read from its one text, and from no other', () => {
  fc.assert(
    fc.property(constants, (constant) => {
      expect(parseConstant(printConstant(constant))).toEqual(constant);
    }),
  );
  for (const text of ['', '01', '1.', '.5 EUR', '1.5', '1 eur', '1  EUR', '-1', '9'.repeat(20)]) {
    expect(parseConstant(text)).toBeUndefined();
  }
});
