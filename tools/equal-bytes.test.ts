import { expect, test } from 'vitest';

const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list);

test('bytes are equal when every byte is, and no more than that', () => {
  expect(bytes(1, 2, 3)).toEqual(bytes(1, 2, 3));
  expect({ at: [bytes()] }).toStrictEqual({ at: [bytes()] });
  for (const other of [bytes(1, 2, 4), bytes(0, 2, 3), bytes(1, 2), bytes(1, 2, 3, 0), bytes()]) {
    expect(bytes(1, 2, 3)).not.toEqual(other);
    expect({ at: [bytes(1, 2, 3)] }).not.toMatchObject({ at: [other] });
  }
});

test('what is no array of the same class is compared as before', () => {
  expect(Buffer.from([1, 2])).toEqual(Buffer.of(1, 2));
  expect(Buffer.from([1, 2])).not.toEqual(bytes(1, 2));
  for (const other of [[1, 2], '12', null, undefined, Uint16Array.of(1, 2), { 0: 1, 1: 2 }]) {
    expect(bytes(1, 2)).not.toEqual(other);
  }
  expect([bytes(1, 2)]).toEqual([expect.any(Uint8Array)]);
});
