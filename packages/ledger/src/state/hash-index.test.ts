import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstWord, HashIndex } from './hash-index.ts';

/** Keys of few different first words, so that most of them collide. */
function keyOf(number: number): Uint8Array {
  const key = new Uint8Array(32);
  key[0] = number % 5;
  key[9] = number;
  key[10] = number >> 8;
  return key;
}

test('finds what was added and not removed, however much collides', () => {
  const property = fc.property(
    fc.array(fc.nat({ max: 600 }), { maxLength: 2500, size: 'max' }),
    (numbers) => {
      const index = new HashIndex({
        equals: (slot, key) => key[9] === (slot & 255) && key[10] === slot >> 8,
        wordOf: (slot) => firstWord(keyOf(slot)),
      });
      const model = new Set<number>();
      for (const number of numbers) {
        if (model.delete(number)) index.remove(number);
        else {
          index.add(number);
          model.add(number);
        }
      }
      for (let number = 0; number <= 600; number += 1) {
        expect(index.find(keyOf(number))).toBe(model.has(number) ? number : -1);
      }
    },
  );
  fc.assert(property, { numRuns: 40 });
});

test('grows as far as it must', () => {
  const index = new HashIndex({
    equals: (slot, key) => key[9] === (slot & 255) && key[10] === slot >> 8,
    wordOf: (slot) => Math.imul(slot, 0x9e37_79b1),
  });
  for (let slot = 0; slot < 20_000; slot += 1) index.add(slot);
  const key = keyOf(12_345);
  const word = Math.imul(12_345, 0x9e37_79b1);
  key.set([word, word >> 8, word >> 16, word >> 24]);
  expect(index.find(key)).toBe(12_345);
});

test('does not remove what is not there', () => {
  const index = new HashIndex({ equals: () => false, wordOf: () => 1 });
  expect(() => index.remove(3)).toThrow('not in the index');
});
