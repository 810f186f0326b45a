import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes } from './fixed-layout.ts';

describe('equalBytes', () => {
  it('is true of the same bytes and false of one changed, wherever they lie in memory', () => {
    const offset = fc.nat({ max: 7 });
    const content = fc.uint8Array({ minLength: 1, maxLength: 600 });
    fc.assert(
      fc.property(content, offset, offset, fc.nat(), (bytes, left, right, spot) => {
        const at = (from: number): Uint8Array => {
          const whole = new Uint8Array(from + bytes.length + 3);
          whole.set(bytes, from);
          return whole.subarray(from, from + bytes.length);
        };
        const [a, b] = [at(left), at(right)];
        expect(equalBytes(a, b)).toBe(true);
        expect(equalBytes(a, b.subarray(1))).toBe(false);
        const changed = spot % bytes.length;
        b[changed] = (b[changed] as number) ^ 1;
        expect(equalBytes(a, b)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('sees every byte of what is long', () => {
    const a = new Uint8Array(1027).fill(7);
    for (let at = 0; at < a.length; at += 1) {
      const b = a.slice();
      b[at] = 8;
      expect(equalBytes(a, b)).toBe(false);
    }
  });
});
