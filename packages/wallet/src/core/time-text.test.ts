import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeText } from './time-text.ts';

test('every time that can be encoded has a text', () => {
  expect(timeText(1_800_000_000_999)).toBe('2027-01-15 08:00:00 UTC');
  expect(timeText(8_640_000_000_000_000)).toBe('+275760-09-13 00:00:00 UTC');
  expect(timeText(8_640_000_000_000_001)).toBe('the end of time');
  const property = fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (ms) => {
    expect(timeText(ms).length).toBeGreaterThan(0);
  });
  fc.assert(property);
});
