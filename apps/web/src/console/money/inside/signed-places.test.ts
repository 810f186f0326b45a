import { expect, it } from 'vitest';
import { conflictsOf, withPlaces } from './signed-places.ts';

const place = (sequence: number, id: string) => ({ sequence, id, notAfter: 1_000 });

it('something else in the same place, or after it, is in the way; the same is not', () => {
  const known = [place(3, 'a'), place(4, 'b'), place(5, 'c')];
  expect(conflictsOf(known, [place(4, 'b'), place(5, 'c')])).toEqual([]);
  expect(conflictsOf(known, [place(4, 'x')])).toEqual([place(4, 'b'), place(5, 'c')]);
  expect(conflictsOf(known, [place(6, 'd')])).toEqual([]);
});

it('is remembered once, and the newest of very many', () => {
  expect(withPlaces([place(1, 'a')], [place(1, 'a'), place(2, 'b')])).toEqual([
    place(1, 'a'),
    place(2, 'b'),
  ]);
  const many = Array.from({ length: 300 }, (_, at) => place(at, String(at)));
  expect(withPlaces(many, [place(300, 'new')])).toHaveLength(256);
});
