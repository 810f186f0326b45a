import { expect, it } from 'vitest';
import { pageAt } from './page-at.ts';

it('finds the page that a path names, the nearest above it, or the first', () => {
  type Page = { readonly path: string };
  const pages: readonly [Page, ...Page[]] = [{ path: '/a' }, { path: '/a/b' }, { path: '/a/bc' }];
  const at = (path: string): string => pageAt(pages, path).path;
  expect(['/a', '/a/b', '/a/bc', '/a/b/c', '/a/x', '/z'].map(at)).toEqual([
    '/a',
    '/a/b',
    '/a/bc',
    '/a/b',
    '/a',
    '/a',
  ]);
});
