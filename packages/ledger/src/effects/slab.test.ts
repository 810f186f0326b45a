import { bytesUpTo, encode } from '@tallystick/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HandoverSlab, Slab } from './slab.ts';

test('what was written stays as it is, however much follows', () => {
  const codec = bytesUpTo(200_000);
  const lengths = fc.array(
    fc.oneof(fc.nat({ max: 300 }), fc.integer({ min: 60_000, max: 140_000 })),
    { maxLength: 40 },
  );
  const property = fc.property(lengths, (chosen) => {
    const slab = new Slab();
    const written = chosen.map((length, at) => {
      const value = new Uint8Array(length).fill(at + 1);
      const bytes = slab.encode(codec, value);
      return { bytes, right: encode(codec, value) };
    });
    for (const { bytes, right } of written) expect(Buffer.compare(bytes, right)).toBe(0);
  });
  fc.assert(property, { numRuns: 30 });
});

test('two strings become one', () => {
  const joined = new Slab().concat(Uint8Array.of(1, 2), Uint8Array.of(3));
  expect(joined).toEqual(Uint8Array.of(1, 2, 3));
});

test('a batch writes over the one before, and not over itself', () => {
  const slab = new HandoverSlab();
  const fill = (value: number): Uint8Array[] => {
    slab.begin();
    const taken = Array.from({ length: 2000 }, () => slab.take(1000));
    for (const bytes of taken) bytes.fill(value);
    return taken;
  };
  const first = fill(1);
  expect(first.every((bytes) => bytes.every((byte) => byte === 1))).toBe(true);
  const second = fill(2);
  expect(second.every((bytes) => bytes.every((byte) => byte === 2))).toBe(true);
  expect(new Set([...first, ...second].map(({ buffer }) => buffer)).size).toBeLessThan(10);
});
