import { afterEach, expect, it } from 'vitest';
import { handWord, handedWord } from './handed-word.ts';

const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
afterEach(() => {
  if (before !== undefined) Object.defineProperty(globalThis, 'localStorage', before);
});

it('where nothing can be stored the answer is no, and nothing is thrown', () => {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  expect(handWord('{}')).toBe(false);
  expect(handedWord()).toBeNull();
});
