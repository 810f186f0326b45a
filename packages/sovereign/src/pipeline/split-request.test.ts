import { type Transition, encode, submitRequestCodec, transitionCodec } from '@tallystick/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitRequest } from './split-request.ts';

const transitionArbitrary: fc.Arbitrary<Transition> = fc.record({
  state: fc.uint8Array({ minLength: 176, maxLength: 176 }),
  operation: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  signatures: fc
    .uniqueArray(fc.nat({ max: 200 }), { minLength: 1, maxLength: 3 })
    .chain((by) =>
      fc.tuple(
        ...by
          .sort((a, b) => a - b)
          .map((number) => fc.record({ by: fc.constant(number), bytes: fc.uint8Array() })),
      ),
    ),
});

test('the items are the bytes that each transition encodes to', () => {
  const property = fc.property(
    fc.array(transitionArbitrary, { minLength: 1, maxLength: 20 }),
    (transitions) => {
      const split = splitRequest(encode(submitRequestCodec, transitions));
      const expected = transitions.map((transition) => encode(transitionCodec, transition));
      expect(split.ok && split.items.map((item) => new Uint8Array(item))).toEqual(expected);
    },
  );
  fc.assert(property, { numRuns: 200 });
});

test('no bytes throw, take long, or are split beyond their end', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
    const split = splitRequest(bytes);
    if (!split.ok) return;
    const length = split.items.reduce((sum, item) => sum + item.length, 0);
    expect(length).toBeLessThan(bytes.length);
  });
  fc.assert(property, { numRuns: 5000 });
});

test('what is no request is refused with the reason', () => {
  const reason = (bytes: number[]): string => {
    const split = splitRequest(Uint8Array.from(bytes));
    return split.ok ? 'split' : split.reason;
  };
  expect(reason([])).toBe('the body is no CBOR array');
  expect(reason([0x80])).toContain('not 0');
  expect(reason([0x99, 0x01, 0x01])).toContain('not 257');
  expect(reason([0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])).toContain('1 to 256');
  expect(reason([0x9f, 0x00, 0xff])).toBe('the body is no CBOR array');
  expect(reason([0x81])).toContain('item 0');
  expect(reason([0x81, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])).toContain('item 0');
  expect(reason([0x81, 0x00, 0x00])).toBe('bytes after the end');
  expect(reason([0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x00])).toContain('item 0');
  expect(reason([0x81, 0xfb, 0, 0, 0, 0, 0, 0, 0, 0])).toContain('item 0');
  expect(reason([0x81, 0x9a, 0x7f, 0xff, 0xff, 0xff])).toContain('item 0');
  const long = new Uint8Array(140_000).fill(0);
  long.set([0x81, 0x5a, 0, 2, 0x22, 0xda]);
  expect(splitRequest(long)).toEqual({ ok: false, reason: expect.stringContaining('longer') });
});
