import { expect, test } from 'vitest';
import { fillPage } from './page.ts';

const body = (size: number): object => ({ text: 'x'.repeat(size) });

test('a page has so many items, and says whether there are more', async () => {
  const items = [1, 2, 3, 4, 5];
  expect(await fillPage(items, 3, body)).toMatchObject({ taken: 3, bodies: [1, 2, 3].map(body) });
  expect(await fillPage(items, 5, body)).toMatchObject({ taken: null, bodies: items.map(body) });
  expect(await fillPage([], 5, body)).toEqual({ taken: null, bodies: [] });
});

test('it has no more than a mebibyte of them, and at least one', async () => {
  const sizes = [2_000_000, 600_000, 400_000, 100_000, 10];
  const pages: number[] = [];
  for (let at = 0; at < sizes.length;) {
    const { taken } = await fillPage(sizes.slice(at), 256, body);
    pages.push(taken ?? sizes.length - at);
    at += taken ?? sizes.length;
  }
  expect(pages).toEqual([1, 2, 2]);
});

test('what is not there yet ends it', async () => {
  const page = await fillPage([1, 2, 3], 256, (size) => (size === 3 ? undefined : body(size)));
  expect(page).toEqual({ taken: null, bodies: [1, 2].map(body) });
});
