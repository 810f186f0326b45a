import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Positions } from './positions.ts';

const key = fc.oneof(
  fc.nat({ max: 200 }),
  fc.maxSafeNat(),
  fc.nat({ max: 2 ** 20 }).map((high) => high * 2 ** 32),
);

test('positions are what a Map would answer', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          key,
          fc.maxSafeNat().map((n) => Math.floor(n / 2)),
        ),
        { maxLength: 500 },
      ),
      (sets) => {
        const positions = new Positions();
        const model = new Map<number, number>();
        for (const [at, position] of sets) {
          positions.set(at, position);
          model.set(at, position);
        }
        for (const [at] of sets) expect(positions.get(at)).toBe(model.get(at));
        expect(positions.get(2 ** 53 - 1)).toBe(model.get(2 ** 53 - 1));
        expect([...positions.keys()]).toEqual([...model.keys()].sort((a, b) => a - b));
      },
    ),
  );
});
