import { expect, test } from 'vitest';
import { gone } from './gone.ts';

class Holds {
  find(): number {
    return 1;
  }
}
const actual = { Holds, most: 3, sum: (a: number, b: number) => a + b };

test('what is there can be planted in', () => {
  class Forgetful extends Holds {
    override find(): number {
      return 0;
    }
  }
  class Empty {
    find(): undefined {}
  }
  expect(gone(actual, { Holds: Forgetful, most: 4, sum: () => 0 })).toEqual([]);
  expect(gone(actual, { Holds: Empty })).toEqual([]);
});

test('an export that was renamed is told, and a method of a class', () => {
  class Stale extends Holds {
    seek(): number {
      return 0;
    }
  }
  expect(gone(actual, { Holders: Holds, Holds: Stale })).toEqual(['Holders', 'Holds.seek']);
  expect(gone(actual, { most: Holds })).toEqual(['most.find']);
});
