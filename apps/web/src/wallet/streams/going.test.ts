import { expect, test } from 'vitest';
import { type Turn, goesOn, startsGoing } from './going.ts';

const after = (isGoing: boolean, ...turns: Turn[]): boolean => turns.reduce(goesOn, isGoing);

test('a stream that nobody looks at pauses, and only a press sets it going again', () => {
  expect(after(true, 'hidden')).toBe(false);
  expect(after(true, 'hidden', 'visible')).toBe(false);
  expect(after(true, 'hidden', 'visible', 'pressed')).toBe(true);
  expect(after(true, 'visible')).toBe(true);
  expect(after(true, 'pressed', 'hidden', 'visible')).toBe(false);
});

test('a page asks at once only where somebody has just begun the stream there, and looks', () => {
  expect(startsGoing(true, 'visible')).toBe(true);
  expect(startsGoing(false, 'visible')).toBe(false);
  expect(startsGoing(true, 'hidden')).toBe(false);
});
