import { expect, test } from 'vitest';
import { rateLimit } from './rate-limit.ts';

test('a burst passes, then the mean holds, each address for itself', () => {
  const limit = rateLimit(10, 3);
  expect([1, 2, 3].map(() => limit.take('a', 0))).toEqual([0, 0, 0]);
  expect(limit.take('a', 0)).toBe(1);
  expect(limit.take('b', 0)).toBe(0);
  expect(limit.take('a', 99)).toBe(1);
  expect(limit.take('a', 200)).toBe(0);
});

test('a clock that steps back earns nothing', () => {
  const limit = rateLimit(1000, 1);
  expect(limit.take('a', 1000)).toBe(0);
  expect(limit.take('a', 0)).toBe(1);
  expect(limit.take('a', 0)).toBe(1);
});

test('a flood of addresses does not forget the busy one at once, and stays bounded', () => {
  const limit = rateLimit(1, 2);
  limit.take('busy', 0);
  limit.take('busy', 0);
  for (let i = 0; i < 16_384; i += 1) limit.take(`stranger ${i}`, 0);
  expect(limit.take('busy', 0)).toBeGreaterThan(0);
});

test('what one waits for is what it takes', () => {
  const limit = rateLimit(0.2, 1);
  expect(limit.take('a', 0)).toBe(0);
  expect(limit.take('a', 0)).toBe(5);
  expect(limit.take('a', 4999)).toBe(1);
  expect(limit.take('a', 5000)).toBe(0);
});
