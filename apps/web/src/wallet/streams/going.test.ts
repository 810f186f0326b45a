import { expect, test } from 'vitest';
import { type Turn, goesOn } from './going.ts';

const after = (isGoing: boolean, ...turns: Turn[]): boolean => turns.reduce(goesOn, isGoing);

test('a stream that nobody looks at pauses, and only a press sets it going again', () => {
  expect(after(true, 'hidden')).toBe(false);
  expect(after(true, 'hidden', 'visible')).toBe(false);
  expect(after(true, 'hidden', 'visible', 'pressed')).toBe(true);
  expect(after(true, 'visible')).toBe(true);
  expect(after(true, 'pressed', 'hidden', 'visible')).toBe(false);
});
