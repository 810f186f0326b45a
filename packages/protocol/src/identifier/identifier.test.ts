import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64url, fromHex, toBase64url, toHex } from './index.ts';

describe('text forms of bytes', () => {
  it('read back what they write', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(fromHex(toHex(bytes), bytes.length)).toEqual(bytes);
        expect(fromBase64url(toBase64url(bytes), bytes.length)).toEqual(bytes);
      }),
    );
  });

  it('refuse everything else', () => {
    for (const text of ['0', 'AB', 'zz', '0g', 'abcd', '']) {
      expect(fromHex(text, 1)).toBeUndefined();
    }
    for (const text of ['A', 'AB', 'AAA=', 'AA==', 'A+8', 'A/8', 'A A', 'AAAA\n']) {
      expect(fromBase64url(text, 9)).toBeUndefined();
    }
    expect(fromBase64url(toBase64url(new Uint8Array(33)), 32)).toBeUndefined();
  });

  it('accept arbitrary text only in its one form', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const bytes = fromBase64url(text, 9);
        expect(bytes === undefined ? text : toBase64url(bytes)).toBe(text);
      }),
    );
  });
});
