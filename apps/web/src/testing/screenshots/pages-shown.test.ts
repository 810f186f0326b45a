import { expect, test } from 'vitest';
import { pagesShown } from './pages-shown.ts';

const EXAMPLES = { '/rules/*': '/rules/KE', '/votes/*': '/votes/1' };

test('every page of each door is shown, once', () => {
  const pages = pagesShown(EXAMPLES);
  const paths = pages.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths).not.toContainEqual(expect.stringContaining('*'));
  expect(new Set(pages.map(({ door }) => door))).toEqual(
    new Set(['book', 'wallet', 'console', 'found']),
  );
  expect(pages).toContainEqual({ door: 'book', path: '/rules/KE' });
  expect(pages).toContainEqual({ door: 'wallet', path: '/wallet/receive' });
  expect(pages).toContainEqual({ door: 'console', path: '/console/rules' });
});

test('a page whose path has an open step needs an example', () => {
  expect(() => pagesShown({ '/rules/*': '/rules/KE' })).toThrow('there is no example of /votes/*');
});
