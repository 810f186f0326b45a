import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messages } from '../testing/offline-arbitraries.ts';
import { type Message, decodeMessage, encodeMessage } from './index.ts';

/** A message of a type that fills its bound: an array of three, version 1, the type, and rubbish. */
function long(type: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set([0x83, 0x01, type]);
  return bytes;
}

describe('a message', () => {
  it('decodes to what was encoded, and to nothing else after a change', () => {
    fc.assert(
      fc.property(messages, fc.nat(), fc.integer({ min: 1, max: 255 }), (message, at, change) => {
        const bytes = encodeMessage(message);
        expect(decodeMessage(bytes)).toEqual({ ok: true, value: message });
        const place = at % bytes.length;
        const damaged = bytes.with(place, bytes[place]! ^ change);
        const decoded = decodeMessage(damaged);
        if (!decoded.ok) return;
        expect(decoded.value).not.toEqual(message);
        expect(encodeMessage(decoded.value)).toEqual(damaged);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    [0, 65_536],
    [1, 262_144],
    [2, 24_576],
    [3, 1024],
    [4, 32_768],
    [5, 65_536],
    [6, 24_576],
    [7, 262_144],
    [8, 1024],
    [255, 1024],
  ])('of type %d is refused by its size above %d bytes', (type, most) => {
    const reason = `longer than ${most} bytes`;
    expect(decodeMessage(long(type, most + 1))).toEqual({ ok: false, reason, at: most });
    expect(decodeMessage(long(type, most))).not.toMatchObject({ reason });
  });

  it('is refused whatever else it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decodeMessage(bytes);
        if (decoded.ok) expect(encodeMessage(decoded.value)).toEqual(bytes);
        else expect(decoded.reason).not.toBe('');
      }),
    );
    expect(decodeMessage(new Uint8Array(0)).ok).toBe(false);
  });

  it('fits its bound with the longest list of sightings', () => {
    const sighting = { hold: new Uint8Array(32), sequence: 2 ** 53 - 1, state: new Uint8Array(32) };
    const message: Message = {
      kind: 'seen',
      sightings: Array.from({ length: 256 }, () => sighting),
    };
    expect(decodeMessage(encodeMessage(message)).ok).toBe(true);
  });

  it.each([
    ['ML-DSA-65', 3309, 16],
    ['SLH-DSA-SHA2-128f', 17_088, 3],
  ])('fits its bound with what is shown of states by %s, and every sum', (_, length, count) => {
    const sum = { amount: 2n ** 63n - 1n, total: 2n ** 63n - 1n };
    const state = { state: new Uint8Array(176), signature: new Uint8Array(length), sum };
    const sighting = { hold: new Uint8Array(32), sequence: 2 ** 53 - 1, sum };
    const message: Message = {
      kind: 'shown',
      states: Array.from({ length: count }, () => state),
      sums: Array.from({ length: 128 }, () => sighting),
    };
    expect(decodeMessage(encodeMessage(message)).ok).toBe(true);
  });

  it('that is longer than it may be is not written', () => {
    const signed = { state: new Uint8Array(176), signature: new Uint8Array(17_088), sum: null };
    const states = [signed, signed, signed, signed];
    const message: Message = { kind: 'shown', states, sums: [] };
    expect(() => encodeMessage(message)).toThrow(RangeError);
  });
});
