import { MAX_SIGHTINGS, toHex } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { tellFirst } from './tell-first.ts';

const NOW = 1_000;
const hold = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const seen = (n: number, count: number): { hold: Uint8Array; sequence: number }[] =>
  Array.from({ length: count }, (_, at) => ({ hold: hold(n), sequence: at + 1 }));
const lastChances = new Map([
  [toHex(hold(3)), NOW + 5],
  [toHex(hold(1)), NOW + 9],
  [toHex(hold(9)), NOW - 1],
]);

it('tells nothing of allowances of which nothing can come any more, however many there were', () => {
  const told = tellFirst([...seen(1, 2), ...seen(9, MAX_SIGHTINGS)], lastChances, NOW);
  expect(told).toEqual(seen(1, 2));
});

it('has room for those that last longest, wherever their ids stand, then for those that nobody proved', () => {
  const all = [...seen(1, 100), ...seen(3, 100), ...seen(7, 100)];
  const told = tellFirst(all, lastChances, NOW);
  expect(told).toEqual([...seen(1, 100), ...seen(3, 100), ...seen(7, MAX_SIGHTINGS - 200)]);
});
