import { expect, test } from 'vitest';
import { newBuffers } from './buffers.ts';

test('a buffer that came back is given to the next that fits into it', () => {
  const buffers = newBuffers();
  const large = buffers.take(1_000_000);
  const small = buffers.take(10);
  expect(large.byteLength).toBeGreaterThanOrEqual(1_000_000);
  buffers.give(large);
  buffers.give(small);
  expect(buffers.take(20)).toBe(small);
  expect(buffers.take(20)).toBe(large);
  expect([small, large]).not.toContain(buffers.take(20));
});

test('nobody gets one that is too short, or that another has', () => {
  const buffers = newBuffers();
  const short = buffers.take(100);
  buffers.give(short);
  const long = buffers.take(short.byteLength + 1);
  expect(long.byteLength).toBeGreaterThan(short.byteLength);
  expect(buffers.take(1)).toBe(short);
});

test('what stays is bounded', () => {
  const buffers = newBuffers();
  const taken = Array.from({ length: 10 }, () => buffers.take(100_000));
  const huge = buffers.take(100_000_000);
  for (const buffer of [...taken, huge]) buffers.give(buffer);
  const again = new Set(Array.from({ length: 11 }, () => buffers.take(1)));
  expect(taken.filter((buffer) => again.has(buffer))).toHaveLength(4);
  expect(again).not.toContain(huge);
});
